/** A sentence of the service: what stands in backticks is code. */
export function Prose({ text }: { readonly text: string }) {
  return text.split('`').map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence are known by their place
    index % 2 === 1 ? <code key={index}>{part}</code> : part,
  );
}
