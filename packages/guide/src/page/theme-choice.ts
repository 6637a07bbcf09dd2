import { currentTheme, setTheme } from '../../../console/src/app/theme.ts';

/** The choice of colours that the console has too. */
export function offerThemes(): void {
  const select = document.querySelector<HTMLSelectElement>('#theme');
  if (select === null) return;
  select.value = currentTheme();
  select.addEventListener('change', () => {
    const { value } = select;
    setTheme(value === 'light' || value === 'dark' ? value : 'system');
  });
}
