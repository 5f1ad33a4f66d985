/** ELK's worker script, required as a module: elkjs has no types for it. */
declare module "elkjs/lib/elk-worker.min.js" {
  import type { ELKConstructorArguments } from "elkjs/lib/elk-api.js";

  type ElkWorker = ReturnType<
    NonNullable<ELKConstructorArguments["workerFactory"]>
  >;

  const script: {
    /** Answers in the thread that it is made in. */
    readonly Worker: new (url: string | undefined) => ElkWorker;
  };
  export default script;
}
