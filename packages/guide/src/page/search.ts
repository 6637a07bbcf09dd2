import MiniSearch from 'minisearch';
import { isTyping } from '../../../console/src/shell/is-typing.ts';
import { element } from './element.ts';
import { SEARCH_OPTIONS } from './search-options.ts';

const MOST_SHOWN = 12;

let index: Promise<MiniSearch> | undefined;

/** The search is opened by its buttons, by `/` and by `Ctrl K`; the index is fetched with the first opening. */
export function openSearch(): void {
  const input = element('input', {
    type: 'text',
    enterKeyHint: 'search',
    className: 'search-input',
    placeholder: 'Search the guide',
    autocomplete: 'off',
  });
  input.setAttribute('aria-label', 'Search the guide');
  const results = element('ul', { className: 'search-results' });
  const status = element('p', { className: 'meta search-status' });
  status.setAttribute('role', 'status');
  const dialog = element('dialog', { className: 'search' }, input, status, results);
  dialog.setAttribute('aria-label', 'Search');
  document.body.append(dialog);

  const open = () => {
    if (dialog.open) return;
    index ??= loadIndex();
    index.catch(() => {
      index = undefined;
      status.textContent = 'The search could not be loaded. Close it and try again.';
    });
    dialog.showModal();
    input.select();
  };
  for (const button of document.querySelectorAll('.rail-find, [data-opens-search]'))
    button.addEventListener('click', open);
  document.addEventListener('keydown', (event) => {
    const isPalette = (event.ctrlKey || event.metaKey) && event.key === 'k';
    if (!isPalette && (event.key !== '/' || isTyping(event))) return;
    event.preventDefault();
    open();
  });
  input.addEventListener('input', () => void list(input.value, results, status));
  dialog.addEventListener('keydown', (event) => moveBy(event, input, results));
  dialog.addEventListener('click', (event) => {
    const link = event.target instanceof Element && event.target.closest('a');
    if (event.target === dialog || link) dialog.close();
  });
}

async function loadIndex(): Promise<MiniSearch> {
  const response = await fetch(document.body.dataset.searchIndex ?? '');
  if (!response.ok) throw new Error(`the index is answered ${response.status}`);
  return MiniSearch.loadJSON(await response.text(), SEARCH_OPTIONS);
}

async function list(text: string, results: HTMLElement, status: HTMLElement): Promise<void> {
  const search = await index;
  if (search === undefined) return;
  const found = search.search(text);
  const shown = found.slice(0, MOST_SHOWN);
  results.replaceChildren(...shown.map(resultOf));
  const count = found.length === 1 ? '1 place' : `${found.length} places`;
  status.textContent = text.trim() === '' ? '' : count;
}

function resultOf({ id, title, heading, excerpt }: Record<string, unknown>): HTMLElement {
  const place = title === heading ? `${heading}` : `${title} · ${heading}`;
  return element(
    'li',
    {},
    element(
      'a',
      { href: String(id) },
      element('span', { className: 'search-place' }, place),
      element('span', { className: 'meta' }, String(excerpt)),
    ),
  );
}

/** Arrows go from the field through the results and back. */
function moveBy(event: KeyboardEvent, input: HTMLElement, results: HTMLElement): void {
  const places: (Element | null)[] = [input, ...results.querySelectorAll('a')];
  const place = places.indexOf(document.activeElement);
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (event.key === 'Enter' && document.activeElement === input) results.querySelector('a')?.click();
  if (step === 0) return;
  event.preventDefault();
  const next = places[Math.min(Math.max(place + step, 0), places.length - 1)];
  if (next instanceof HTMLElement) next.focus();
}
