/** The whole picture as a file: as SVG, or drawn from that as PNG. */
import { svgDocument } from "../drawing/svg-document.js";
import type { ThemeName } from "../drawing/style/themes.js";
import type { Picture } from "./session.js";

export const svgOf = (picture: Picture, theme: ThemeName): string =>
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
export async function pngOf(
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
