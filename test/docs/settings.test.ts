// README.md lists the settings that there are, with their defaults.
import { expect, test } from "vitest";
import { readPage, tableRows } from "./page-content.js";

interface Manifest {
  readonly contributes: {
    readonly configuration: {
      readonly properties: Readonly<
        Record<string, { readonly default: unknown }>
      >;
    };
  };
}

test("README.md lists every setting with its default", () => {
  const manifest = JSON.parse(readPage("package.json")) as Manifest;
  const { properties } = manifest.contributes.configuration;
  const listed = tableRows("README.md")
    .filter(([name = ""]) => name.startsWith("`nn."))
    .map(([name = "", standard = ""]) => [
      name.replaceAll("`", ""),
      JSON.parse(standard.replaceAll("`", "")) as unknown,
    ]);
  expect(Object.fromEntries(listed)).toEqual(
    Object.fromEntries(
      Object.entries(properties).map(([name, { default: standard }]) => [
        name,
        standard,
      ]),
    ),
  );
});
