import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));

// Everything is a file of its own: the content security policy allows 'self' and neither data: nor inline scripts.
export default defineConfig({
  root,
  plugins: [react()],
  build: {
    outDir: `${root}dist`,
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    sourcemap: false,
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      output: {
        // Few files rather than sixty tiny ones: what every page needs in two, the pages' own code apart.
        codeSplitting: {
          groups: [
            {
              name: 'platform',
              test: /node_modules[\\/](react|react-dom|react-router|scheduler|i18next|react-i18next|@tanstack)[\\/]/,
              priority: 2,
            },
            {
              name: 'shared',
              test: /src[\\/](design|formats|live|texts[\\/][a-z-]+\.ts|session[\\/]use-|api)|tabler/,
              minShareCount: 2,
              priority: 1,
            },
          ],
        },
      },
    },
  },
});
