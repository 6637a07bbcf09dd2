/** On narrow windows the pages are behind a button; on wide ones the page that is open is in sight. */
export function openMenu(): void {
  const rail = document.querySelector<HTMLElement>('.rail');
  const toggle = document.querySelector<HTMLElement>('.rail-toggle');
  toggle?.addEventListener('click', () => {
    const isOpen = rail?.dataset.open !== 'true';
    if (rail !== null) rail.dataset.open = String(isOpen);
    toggle.setAttribute('aria-expanded', String(isOpen));
  });
  const current = document.querySelector<HTMLElement>('.rail [aria-current=page]');
  if (rail === null || current === null) return;
  const place = current.offsetTop - rail.clientHeight / 2;
  if (place > 0) rail.scrollTop = place;
}
