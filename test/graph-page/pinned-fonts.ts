// Letters that look the same on every Linux: DejaVu from a package, and how they are fitted to pixels, whatever fonts and
// settings the machine has. Chromium reads both from fontconfig.
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");
const fonts = [
  "DejaVuSans.ttf",
  "DejaVuSans-Bold.ttf",
  "DejaVuSansMono.ttf",
  "DejaVuSansMono-Bold.ttf",
];

/** Environment variables for a browser that shows these letters. Puts fonts and settings below `out/`. */
export function pinnedFonts(): Record<string, string> {
  const folder = path.join(root, "out/graph-page/fonts");
  const file = path.join(folder, "fonts.conf");
  mkdirSync(folder, { recursive: true });
  for (const font of fonts)
    copyFileSync(
      path.join(root, "node_modules/dejavu-fonts-ttf/ttf", font),
      path.join(folder, font),
    );
  writeFileSync(file, settings(folder));
  return { FONTCONFIG_FILE: file };
}

const settings = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}</dir>
  <cachedir>${folder}</cachedir>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
  <match target="pattern">
    <edit name="family" mode="append" binding="weak"><string>DejaVu Sans</string></edit>
    <edit name="antialias" mode="assign"><bool>true</bool></edit>
    <edit name="hinting" mode="assign"><bool>false</bool></edit>
    <edit name="hintstyle" mode="assign"><const>hintnone</const></edit>
    <edit name="rgba" mode="assign"><const>none</const></edit>
  </match>
</fontconfig>
`;
