import { spawn } from 'node:child_process';

const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** Opens a page where there is a screen for it. Whoever sees none has its address in the terminal. */
export function openBrowser(page: string): void {
  const [command, ...words] = OPENERS[process.platform] ?? ['xdg-open'];
  // Without a screen it would start a browser of the terminal, over what stands there.
  const hasScreen =
    process.platform in OPENERS || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
  if (command === undefined || !hasScreen) return;
  const child = spawn(command, [...words, page], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}
