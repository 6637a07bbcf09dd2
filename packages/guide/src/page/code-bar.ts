import { element } from './element.ts';

/** Where the buttons of a block of code stand; the first is at the edge. */
export function codeBar(block: HTMLElement): HTMLElement {
  const made = block.querySelector<HTMLElement>('.code-bar');
  if (made !== null) return made;
  const bar = element('div', { className: 'code-bar' });
  block.append(bar);
  return bar;
}
