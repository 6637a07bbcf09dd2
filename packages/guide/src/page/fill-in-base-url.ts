const WRITTEN = 'http://127.0.0.1:8080';

/** Commands name the service that the reader reads them from. */
export function fillInBaseUrl(): void {
  if (location.origin === WRITTEN) return;
  for (const code of document.querySelectorAll('.prose code')) {
    const texts = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      if (node.nodeValue?.includes(WRITTEN))
        node.nodeValue = node.nodeValue.replaceAll(WRITTEN, location.origin);
    }
  }
}
