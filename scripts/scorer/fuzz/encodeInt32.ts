/** Numbers as four bytes each, big-endian two's complement: the format of numeric answer rows. */
export function encodeInt32(values: Int32Array): Uint8Array {
  const bytes = new Uint8Array(4 * values.length);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => view.setInt32(4 * i, value));
  return bytes;
}
