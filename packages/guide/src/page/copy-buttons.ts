import { copyText } from '../../../console/src/controls/copy-text.ts';
import { codeBar } from './code-bar.ts';

const SAID_FOR_MS = 2_000;

/** A button at each block of code, and the one that copies the page as Markdown. */
export function addCopyButtons(): void {
  for (const block of document.querySelectorAll<HTMLElement>('.code')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button button-small code-copy';
    button.textContent = 'Copy';
    button.addEventListener('click', () => {
      void copy(button, async () => block.querySelector('code')?.textContent ?? '');
    });
    codeBar(block).append(button);
  }
  const page = document.querySelector<HTMLElement>('[data-copy-page]');
  page?.addEventListener('click', () => {
    void copy(page, async () => {
      const response = await fetch(page.dataset.copyPage ?? '');
      if (!response.ok) throw new Error(`the page is answered ${response.status}`);
      return response.text();
    });
  });
}

async function copy(button: HTMLElement, read: () => Promise<string>): Promise<void> {
  const label = button.dataset.label ?? button.textContent;
  button.dataset.label = label;
  const isDone = await read().then(
    (text) => copyText(text, document.body),
    () => false,
  );
  button.textContent = isDone ? 'Copied' : 'Not copied';
  button.setAttribute('aria-live', 'polite');
  setTimeout(() => {
    button.textContent = label;
  }, SAID_FOR_MS);
}
