// package.json against the rest of the project: what the extension declares is what the code does.
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readSettings } from "../../language-server/features/settings.js";

interface Manifest {
  readonly icon: string;
  readonly activationEvents: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: {
      readonly supported: string;
      readonly restrictedConfigurations: readonly string[];
    };
    readonly virtualWorkspaces: { readonly supported: string };
  };
  readonly bin: Readonly<Record<string, string>>;
  readonly dependencies?: object;
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category?: string;
      readonly icon?: string;
    }[];
    readonly menus: Readonly<
      Record<string, readonly { readonly command: string }[]>
    >;
    readonly walkthroughs: readonly {
      readonly steps: readonly {
        readonly description: string;
        readonly media: { readonly markdown: string };
        readonly completionEvents: readonly string[];
      }[];
    }[];
    readonly configuration: {
      readonly properties: Readonly<
        Record<
          string,
          {
            default: unknown;
            description?: string;
            markdownDescription?: string;
          }
        >
      >;
    };
    readonly debuggers: readonly {
      readonly type: string;
      readonly configurationAttributes: {
        readonly launch: {
          readonly properties: Readonly<
            Record<string, { readonly description: string }>
          >;
        };
      };
      readonly initialConfigurations: readonly object[];
      readonly configurationSnippets: readonly { readonly body: object }[];
    }[];
    readonly languages: readonly {
      readonly configuration: string;
      readonly icon: { readonly light: string; readonly dark: string };
    }[];
    readonly grammars: readonly { readonly path: string }[];
  };
}

const root = new URL("../../", import.meta.url);
const read = (file: string): string =>
  readFileSync(new URL(file, root), "utf8");
const manifest = JSON.parse(read("package.json")) as Manifest;
const { contributes } = manifest;
const steps = contributes.walkthroughs.flatMap((each) => each.steps);
const settings = Object.entries(contributes.configuration.properties);

describe("the manifest", () => {
  it("declares the defaults that the server falls back to", () => {
    const declared: Record<string, Record<string, unknown>> = {};
    for (const [name, setting] of settings) {
      const [, group = "", key = ""] = name.split(".");
      (declared[group] ??= {})[key] = setting.default;
    }
    expect(readSettings(declared)).toEqual(readSettings({}));
  });

  it.each(settings)("describes the setting %s", (_name, setting) => {
    expect(setting.description ?? setting.markdownDescription).toMatch(/\.$/);
  });

  it("offers launch configurations of attributes that are described", () => {
    expect(contributes.debuggers).toHaveLength(1);
    for (const each of contributes.debuggers) {
      const { properties } = each.configurationAttributes.launch;
      for (const { description } of Object.values(properties))
        expect(description).toMatch(/\.$/);
      const known = ["type", "request", "name", ...Object.keys(properties)];
      const offered = [
        ...each.initialConfigurations,
        ...each.configurationSnippets.map(({ body }) => body),
      ];
      for (const configuration of offered) {
        expect(configuration).toMatchObject({ type: "nn", request: "launch" });
        expect(known).toEqual(
          expect.arrayContaining(Object.keys(configuration)),
        );
      }
    }
  });

  it("gives every command a place under NN: and a picture", () => {
    for (const { category, icon } of contributes.commands) {
      expect(category).toBe("NN");
      expect(icon).toMatch(/^\$\([a-z-]+\)$/);
    }
  });

  it("has menus and a walkthrough of commands that it declares", () => {
    const declared = contributes.commands.map(({ command }) => command);
    const used = [
      ...Object.values(contributes.menus)
        .flat()
        .map(({ command }) => command),
      ...steps.flatMap(({ description, completionEvents }) =>
        [description, ...completionEvents].flatMap((text) =>
          [...text.matchAll(/\bnn\.\w+/g)].map(([name]) => name),
        ),
      ),
    ];
    expect(declared).toEqual(expect.arrayContaining(used));
  });

  it("leaves the limits to the user in workspaces that are not trusted", () => {
    const { untrustedWorkspaces, virtualWorkspaces } = manifest.capabilities;
    expect(untrustedWorkspaces.supported).toBe("limited");
    expect(untrustedWorkspaces.restrictedConfigurations).toEqual(
      settings.map(([name]) => name).filter((name) => name.endsWith("Limit")),
    );
    expect(virtualWorkspaces.supported).toBe("limited");
  });

  it("names files that exist", () => {
    const files = [
      manifest.icon,
      ...contributes.languages.flatMap(({ configuration, icon }) => [
        configuration,
        icon.light,
        icon.dark,
      ]),
      ...steps.map(({ media }) => media.markdown),
      ...contributes.grammars.map(({ path }) => path),
    ];
    for (const file of files)
      expect(existsSync(new URL(file, root))).toBe(true);
  });

  it("has nothing to install at run time: everything is bundled", () => {
    expect(manifest.dependencies).toBeUndefined();
  });

  it("leaves registries out of the lock file", () => {
    expect(read("package-lock.json")).not.toContain('"resolved"');
  });
});
