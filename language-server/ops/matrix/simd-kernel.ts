/** The kernel of assembly/panels.ts: WebAssembly, compiled and started where it is asked for, at once. */
import { panels } from "./generated/panels.js";
import type { PanelKernel } from "./panel-kernel.js";

const pageBytes = 65_536;

/**
 * A kernel whose memory holds as many numbers, or more. Absent where there is no WebAssembly or no SIMD, or where the page
 * that this runs in forbids it.
 */
export function simdKernel(numbers: number): PanelKernel | undefined {
  if (typeof WebAssembly === "undefined") return undefined;
  const bytes = Uint8Array.from(atob(panels), (byte) => byte.charCodeAt(0));
  const size = numbers * Float64Array.BYTES_PER_ELEMENT;
  const pages = Math.ceil(size / pageBytes);
  try {
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const module = new WebAssembly.Module(bytes);
    const { exports } = new WebAssembly.Instance(module, { env: { memory } });
    return {
      ...(exports as Omit<PanelKernel, "memory">),
      memory: new Float64Array(memory.buffer),
    };
  } catch {
    return undefined;
  }
}
