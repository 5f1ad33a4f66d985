// A safetensors file of float64 tensors, as bytes.
export function safetensors(
  tensors: Readonly<
    Record<
      string,
      { readonly shape: readonly number[]; readonly data: readonly number[] }
    >
  >,
): Uint8Array {
  const header: Record<string, object> = {};
  const numbers: number[] = [];
  for (const [name, { shape, data }] of Object.entries(tensors)) {
    const begin = numbers.length * Float64Array.BYTES_PER_ELEMENT;
    numbers.push(...data);
    const end = numbers.length * Float64Array.BYTES_PER_ELEMENT;
    header[name] = { dtype: "F64", shape, data_offsets: [begin, end] };
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const length = new BigUint64Array([BigInt(text.length)]);
  const parts = [
    new Uint8Array(length.buffer),
    text,
    new Uint8Array(new Float64Array(numbers).buffer),
  ];
  const bytes = new Uint8Array(
    parts.reduce((total, part) => total + part.length, 0),
  );
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
