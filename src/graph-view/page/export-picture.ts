/** The whole picture as a file: as SVG, or drawn from that as PNG. */
import { svgDocument } from "../drawing/svg-document.js";
import type { ThemeName } from "../drawing/style/themes.js";
import type { PictureFormat } from "../messages.js";
import type { Picture } from "./session.js";

/** A file's contents, SVG as text and PNG in base64, or none; and what is to be said of it. */
export type PictureFile =
  | { readonly data: string; readonly notice?: string }
  | { readonly notice: string };

export async function pictureFile(
  picture: Picture,
  format: PictureFormat,
  theme: ThemeName,
): Promise<PictureFile> {
  if (format === "svg") return { data: svgOf(picture, theme) };
  try {
    const { data, scale } = await pngOf(picture, theme);
    if (scale >= 1) return { data };
    const percent = (scale * 100).toFixed(0);
    return {
      data,
      notice: `The graph is too large for a PNG of its own size: it was drawn at ${percent} %. An SVG has all of it.`,
    };
  } catch {
    return {
      notice:
        "The graph is too large for a PNG. Save it as SVG, or close some layers.",
    };
  }
}

const svgOf = (picture: Picture, theme: ThemeName): string =>
  svgDocument({ ...picture, theme });

/** Twice the size, as screens have it; less where a canvas cannot be that large. */
const density = 2;
const largestSide = 16_000;
const largestArea = 100e6;
const pngStart = "data:image/png;base64,";

/**
 * In base64, and how large a pixel of the drawing is in it.
 * @throws where the browser cannot draw a picture of that size
 */
async function pngOf(
  picture: Picture,
  theme: ThemeName,
): Promise<{ data: string; scale: number }> {
  const url = URL.createObjectURL(
    new Blob([svgOf(picture, theme)], { type: "image/svg+xml" }),
  );
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const { naturalWidth: width, naturalHeight: height } = image;
    const scale = Math.min(
      density,
      largestSide / width,
      largestSide / height,
      Math.sqrt(largestArea / (width * height)),
    );
    const canvas = document.createElement("canvas");
    canvas.width = Math.ceil(width * scale);
    canvas.height = Math.ceil(height * scale);
    const context = canvas.getContext("2d");
    context?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const address = canvas.toDataURL("image/png");
    // A canvas that got no memory has no data.
    if (!address.startsWith(pngStart)) throw new Error("no picture was drawn");
    return { data: address.slice(pngStart.length), scale };
  } finally {
    URL.revokeObjectURL(url);
  }
}
