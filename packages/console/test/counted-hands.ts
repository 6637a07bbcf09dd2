import type { Locator, Page } from 'playwright-core';

/** Counts what a person does: each click and each key; typed text counts apart, by its letters. */
export function countedHands(page: Page) {
  let clicks = 0;
  let keys = 0;
  let letters = 0;
  return {
    async click(place: Locator) {
      clicks++;
      await place.click();
    },
    async press(key: string) {
      keys++;
      await page.keyboard.press(key);
    },
    async type(text: string) {
      letters += text.length;
      await page.keyboard.type(text);
    },
    get clicks() {
      return clicks;
    },
    get keys() {
      return keys;
    },
    get letters() {
      return letters;
    },
  };
}
