/** The whole picture as a file: as SVG, or drawn from that as PNG. */
import { svgDocument } from "../drawing/svg-document.js";
import type { ThemeName } from "../drawing/style/themes.js";
import type { Picture } from "./session.js";

export const svgOf = (picture: Picture, theme: ThemeName): string =>
  svgDocument({ ...picture, theme });

/** Twice the size, as screens have it; less where a canvas cannot be that large. */
const density = 2;
const largestSide = 16_000;
const largestArea = 200e6;

/** In base64. */
export async function pngOf(
  picture: Picture,
  theme: ThemeName,
): Promise<string> {
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
    return address.slice(address.indexOf(",") + 1);
  } finally {
    URL.revokeObjectURL(url);
  }
}
