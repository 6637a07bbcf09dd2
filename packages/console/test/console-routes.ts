import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

interface Router {
  readonly routesByPath: object;
}

/** The path of every page, as the router of the console itself has them: a test that goes through them leaves none out. */
export async function consoleRoutes(): Promise<string[]> {
  const vite = await createServer({
    root: fileURLToPath(new URL('..', import.meta.url)),
    appType: 'custom',
    logLevel: 'error',
    optimizeDeps: { noDiscovery: true },
    server: { middlewareMode: true, ws: false, hmr: false, watch: null },
  });
  // Its modules ask where they came from as they are loaded.
  Object.assign(globalThis, { location: { origin: 'http://localhost' } });
  try {
    const { QueryClient } = await vite.ssrLoadModule('@tanstack/react-query');
    const { createConsoleRouter } = await vite.ssrLoadModule('/src/app/router.tsx');
    return Object.keys((createConsoleRouter(new QueryClient()) as Router).routesByPath);
  } finally {
    Reflect.deleteProperty(globalThis, 'location');
    await vite.close();
  }
}
