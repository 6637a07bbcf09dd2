import { codeBar } from './code-bar.ts';
import { element } from './element.ts';
import { parseCall } from './parse-call.ts';

/** The reader's token: in this variable and nowhere else, and gone with the page. */
let token = '';

const REQUEST = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE) \//;
const TOKEN_PLACEHOLDER = /^(Authorization: (?:Bearer )?)[A-Z_]+$/m;

/** Requests that stand in a page can be sent to the service that the page is from. */
export function addTryIt(): void {
  for (const block of document.querySelectorAll<HTMLElement>('.code')) {
    const code = block.querySelector('code.language-http');
    const text = code?.textContent ?? '';
    if (!REQUEST.test(text)) continue;
    const button = element('button', { type: 'button', className: 'button button-small code-try' }, 'Try it');
    button.setAttribute('aria-expanded', 'false');
    button.addEventListener('click', () => {
      const open = block.nextElementSibling;
      if (open?.matches('.try')) open.remove();
      else block.after(tryForm(text.trim()));
      button.setAttribute('aria-expanded', String(!open?.matches('.try')));
    });
    codeBar(block).prepend(button);
  }
}

function tryForm(text: string): HTMLElement {
  const secret = element('input', {
    type: 'password',
    className: 'input mono',
    value: token,
    autocomplete: 'off',
    placeholder: 'kept in this page only',
  });
  secret.addEventListener('input', () => {
    token = secret.value.trim();
  });
  const rows = Math.min(18, text.split('\n').length + 1);
  const request = element('textarea', { className: 'input mono', value: text, rows, spellcheck: false });
  const send = element('button', { type: 'submit', className: 'button button-primary' }, 'Send request');
  const answer = element('div', { className: 'try-answer' });
  answer.setAttribute('aria-live', 'polite');
  const form = element(
    'form',
    { className: 'try' },
    element('label', { className: 'field' }, 'Access token', secret),
    element('label', { className: 'field' }, 'Request', request),
    element(
      'p',
      { className: 'help' },
      'It is really made, on this service, with the token above and without your session.',
    ),
    element('div', {}, send),
    answer,
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void show(answer, request.value);
  });
  return form;
}

async function show(answer: HTMLElement, text: string): Promise<void> {
  answer.replaceChildren('Waiting for the answer');
  try {
    // A function: `$` in a token is no pattern.
    const call = parseCall(text.replace(TOKEN_PLACEHOLDER, (_, before: string) => before + token));
    const response = await fetch(call.url, { ...call.init, credentials: 'omit', redirect: 'error' });
    const body = await response.text();
    answer.replaceChildren(
      element('p', { className: 'try-status' }, `${response.status} ${response.statusText}`),
      codeOf(body),
    );
  } catch (error) {
    answer.replaceChildren(`The request was not made: ${error instanceof Error ? error.message : error}`);
  }
}

function codeOf(body: string): HTMLElement {
  const code = element('code', {}, readable(body));
  const block = element('pre', { tabIndex: 0 }, code);
  return element('div', { className: 'code' }, block);
}

function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body === '' ? '(no body)' : body;
  }
}
