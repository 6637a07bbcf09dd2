import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { addMember } from './add-member.ts';
import { openPage } from './open-page.ts';
import { PLACES } from './places.ts';
import { serviceOfPlaces } from './service-of-places.ts';

/** Sees all that an administrator sees, and may do nothing. */
const LOOKS_ONLY = {
  key: 'looks-only',
  name: 'Looks only',
  basePermissions: 'admin',
  policy: [
    { effect: 'deny', resources: ['acct'], notActions: ['viewAuditLog'] },
    ...[
      ['member/*', 'viewMember'],
      ['role/*', 'viewRole'],
      ['team/*', 'viewTeam'],
      ['member/*:token/*', 'viewToken'],
      ['service-token/*', 'viewToken'],
    ].map(([resource, view]) => ({ effect: 'deny', resources: [resource], notActions: [view] })),
  ],
};

/** Buttons that change nothing of the organization: they open, close, narrow, copy, read and try. */
const HARMLESS = [
  /^(Close|Dismiss|Cancel|Clear.*|Retry|Older entries|Back to the list|Find who can|Try|Next|Previous)$/,
  /^(View|Export( CSV| NDJSON)?|(Status|Type|Role|Owner|Unused for)(: \w+)?|Seen|Members|About|Actor)$/,
  /^(Name|Created|Last used|Last seen|Requests, 30 d|Expires)$/,
  /^(Actions|More actions) for /,
  /^Copy/,
  /^(curl|Node\.js|CLI|By browser|With the token|As a table)$/,
  /^(View activity|Copy id)$/,
];

/** What a reader may do: make and manage tokens of their own. */
const OWN = [/^Create token( c)?$/, /^Save token$/];

/** Reasons that are not about rights. */
const OTHER_REASONS =
  /is empty$|is not loaded yet$|^This is the (first|last) page$|^You cannot remove yourself$|^Roles that come with Keyward stay|^Nothing is changed$|^Choose at least one|^Only .* can reset it/;

/** In their place stands which right is missing, or that there is no token of one's own to reset. */
const SAID_IN_WORDS = /^(Save role|Save route|Delete route|Reset it here)$/;

/** Longer than anything takes; a view that is right is not waited for. */
const ROUNDS = 80;
const ROUND_MS = 250;

interface Control {
  readonly name: string;
  readonly isOff: boolean;
  readonly reason: string;
}

/** Whatever can be pressed and is more than a part of a form, which changes nothing until the form is sent. */
function controls(page: Page): Promise<readonly Control[]> {
  return page.evaluate(() => {
    const pressed = 'main button, .sheet button, [role=menuitem]';
    return [...document.querySelectorAll<HTMLElement>(pressed)]
      .filter((element) => {
        const isPart = element.closest('form, .policy-frame') && element.getAttribute('type') !== 'submit';
        return !isPart && !element.matches('.timeline-line') && element.checkVisibility();
      })
      .map((element) => {
        const ids = element.getAttribute('aria-describedby')?.split(' ') ?? [];
        const inside = element.querySelector('.option-note')?.textContent ?? '';
        const reasons = ids.map((id) => document.getElementById(id)?.textContent ?? '');
        const name = element.getAttribute('aria-label') ?? element.firstElementChild?.textContent ?? '';
        const text = element.matches('[role=menuitem]')
          ? name
          : (element.getAttribute('aria-label') ?? element.textContent);
        return {
          name: (text ?? '').trim(),
          isOff: element.ariaDisabled === 'true',
          reason: [...reasons, inside].join(' ').trim(),
        };
      });
  });
}

/** Where each thing stands that can be done: every page and panel, the menu of a row, the bar of what is selected. */
function views(bot: string): readonly (readonly [path: string, act?: (page: Page) => Promise<unknown>])[] {
  const paths = [...new Set(PLACES.map(([, path]) => path.split('#')[0] ?? ''))].filter(
    // The same components at another address.
    (path) => !path.includes('?') && !path.startsWith('/settings/authorization/'),
  );
  return [
    ...paths.map((path) => [path] as const),
    ...paths.filter((path) => path.includes(':id')).map((path) => [path.replace(':id', bot)] as const),
    [`/tokens/${bot}#permissions`],
    ['/tokens/:id#permissions'],
    [
      '/tokens?type=service',
      async (page) => {
        await page.getByLabel('Actions for release-bot').click();
        await page.getByRole('menu').waitFor();
      },
    ],
    [
      '/tokens?type=service',
      async (page) => {
        await page.getByLabel('Select release-bot').check();
        await page.getByRole('region', { name: 'Selected tokens' }).waitFor();
      },
    ],
  ];
}

const isOne = (patterns: readonly RegExp[], name: string) => patterns.some((pattern) => pattern.test(name));

/** What is wrong with what a viewer finds: acts that can be pressed, and reasons that say nothing. */
function mistakes(
  all: readonly Control[],
  allowed: readonly RegExp[],
  expected: readonly string[],
): string[] {
  return [
    ...all.flatMap(({ name, isOff, reason }) => {
      if (!isOff) return isOne(allowed, name) ? [] : [`“${name}” can be pressed`];
      const isSaid = /Needs `\w+`/.test(reason) || OTHER_REASONS.test(reason);
      return isSaid ? [] : [`“${name}” is off because “${reason}”`];
    }),
    ...expected.filter((name) => !all.some((control) => control.name === name)).map((name) => `no “${name}”`),
  ];
}

/** Opens the view and looks until nothing is wrong: what may not be done is known a moment after the page is there. */
async function look(
  page: Page,
  [address, act]: readonly [string, ((page: Page) => Promise<unknown>) | undefined],
  judge: (all: readonly Control[]) => readonly string[],
): Promise<{ readonly all: readonly Control[]; readonly wrong: readonly string[] }> {
  await page.goto('about:blank');
  await page.goto(address);
  await page.locator('#main h1').waitFor({ state: 'attached' });
  await page.waitForFunction(() => document.querySelector('[data-loading]') === null);
  // A page that follows the uses of a token is never idle.
  await page.waitForLoadState('networkidle', { timeout: 2_000 }).catch(() => undefined);
  await act?.(page);
  for (let rounds = 0; ; rounds++) {
    const all = await controls(page);
    const wrong = judge(all);
    if (wrong.length === 0 || rounds === ROUNDS) return { all, wrong };
    await page.waitForTimeout(ROUND_MS);
  }
}

for (const { who, member, allowed, isWhole } of [
  { who: 'a reader', member: { role: 'reader' }, allowed: [...HARMLESS, ...OWN], isWhole: false },
  {
    who: 'whoever has a role that denies every change',
    member: { customRoles: ['looks-only'] },
    allowed: HARMLESS,
    isWhole: true,
  },
]) {
  test(`14: ${who} finds every act of every page off, with its reason${isWhole ? ', and none left out' : ''}`, async (t) => {
    const { service, addressOf, seeded } = await serviceOfPlaces(t);
    const made = await service.api('/api/v2/roles', { method: 'POST', body: LOOKS_ONLY });
    assert.equal(made.status, 201, await made.text());
    await addMember(service, 'viewer@example.com', member);
    const owner = await openPage(t, service);
    const viewer = await openPage(t, service, { email: 'viewer@example.com' });
    const wrong: string[] = [];
    let offCount = 0;
    for (const [path, act] of views(seeded.get('release-bot')?._id ?? '')) {
      const view = [addressOf(path), act] as const;
      const offered = isWhole ? (await look(owner, view, () => [])).all : [];
      const expected = offered
        .filter(({ name, isOff }) => !isOff && !isOne([...HARMLESS, SAID_IN_WORDS], name))
        .map(({ name }) => name);
      const found = await look(viewer, view, (all) => mistakes(all, allowed, expected));
      offCount += found.all.filter(({ isOff }) => isOff).length;
      wrong.push(...found.wrong.map((text) => `${path}: ${text}`));
    }
    assert.deepEqual(wrong, []);
    assert.ok(offCount > 30, `${offCount} acts were looked at`);
  });
}
