/** The `nn` program: its commands and options. What a command does stands in its own file, loaded when it is called. */
import {
  Command,
  CommanderError,
  InvalidArgumentError,
  Option,
} from "commander";
import packageManifest from "../package.json" with { type: "json" };
import type { Environment } from "./environment.js";
import { type ExitStatus, exitStatus } from "./exit-status.js";

/** Runs the program with the arguments behind its name. Resolves with the exit status. */
export async function runProgram(
  args: readonly string[],
  environment: Environment,
): Promise<ExitStatus> {
  let status: ExitStatus = exitStatus.good;
  const end = (result: ExitStatus): void => {
    status = result;
  };
  const program = commandsOf(environment, end);
  try {
    await program.parseAsync([...args], { from: "user" });
    return status;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitStatus.good : exitStatus.usage;
  }
}

function commandsOf(
  environment: Environment,
  end: (status: ExitStatus) => void,
): Command {
  const program = new Command("nn")
    .description("Evaluates neural networks written as .nn programs.")
    .version(packageManifest.version, "-v, --version", "the version of nn")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        environment.write(text);
      },
      writeErr: (text) => {
        environment.writeError(text.replace(/^error: /, "nn: "));
      },
    });

  program
    .command("eval")
    .description("values, gradients and checks")
    .argument("<FILE>")
    .option("--network <N>", "only the network of this name")
    .option("--json", "one JSON object instead of a table")
    .option("--inference", "as in inference instead of a training step")
    .action(async (file: string, options: EvalOptions) => {
      const { runEval } = await import("./eval.js");
      end(await runEval(file, options, environment));
    });

  program
    .command("check")
    .description("diagnostics and checks")
    .argument("<FILE...>")
    .option("--json", "one JSON object a line for each FILE")
    .action(async (files: string[], options: JsonOption) => {
      const { runCheck } = await import("./check.js");
      end(await runCheck(files, options, environment));
    });

  program
    .command("summary")
    .description("per layer: output shape, parameters, multiply-adds, memory")
    .argument("<FILE>")
    .option("--json", "one JSON object instead of a table")
    .option(
      "--depth <N>",
      "open layers into their calls and inner layers, N levels in all (1)",
      levels,
    )
    .action(async (file: string, options: SummaryOptions) => {
      const { runSummary } = await import("./summary.js");
      end(await runSummary(file, options, environment));
    });

  program
    .command("graph")
    .description("the computational graph as a picture")
    .argument("<FILE>")
    .requiredOption("--svg <PATH>", "where to write the picture")
    .option("--network <N>", "the network of this name")
    .action(async (file: string, options: GraphOptions) => {
      const { runGraph } = await import("./graph.js");
      end(await runGraph(file, options, environment));
    });

  program
    .command("trace")
    .description("the forward pass, then backprop step by step")
    .argument("<FILE>")
    .option("--network <N>", "the network of this name")
    .option("--markdown", "a worked solution with formulas, as Markdown")
    .addOption(
      new Option(
        "--json",
        "one JSON object: every step with its numbers",
      ).conflicts("markdown"),
    )
    .action(async (file: string, options: TraceOptions) => {
      const { runTrace } = await import("./trace.js");
      end(await runTrace(file, options, environment));
    });

  program
    .command("format")
    .description("canonical layout")
    .argument("<FILE...>")
    .option("--check", "write nothing; list the files that would change")
    .action(async (files: string[], options: FormatOptions) => {
      const { runFormat } = await import("./format.js");
      end(runFormat(files, options, environment));
    });

  program
    .command("language-server")
    .description("the language server, for other editors")
    .requiredOption("--stdio", "speak over standard input and output")
    .action(() => environment.startLanguageServer());

  for (const { name, description } of unavailable) {
    program
      .command(name)
      .description(`${description} (not in this version)`)
      .argument("[arguments...]")
      .allowUnknownOption()
      .action(() => {
        environment.writeError(
          `nn: ${name} is not available in this version.\n`,
        );
        end(exitStatus.usage);
      });
  }
  return program;
}

export interface JsonOption {
  readonly json?: boolean;
}

export interface EvalOptions extends JsonOption {
  readonly network?: string;
  readonly inference?: boolean;
}

export interface GraphOptions {
  readonly svg: string;
  readonly network?: string;
}

export interface FormatOptions {
  readonly check?: boolean;
}

export interface TraceOptions extends JsonOption {
  readonly network?: string;
  readonly markdown?: boolean;
}

export interface SummaryOptions extends JsonOption {
  /** Levels of rows; 1, statements only, where it is left out. */
  readonly depth?: number;
}

function levels(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count > 0) return count;
  throw new InvalidArgumentError("It is a whole number of at least 1.");
}

/** Commands of the reference that come with later versions. */
const unavailable = [
  { name: "train", description: "trains" },
  { name: "export", description: "the same network for other tools" },
];
