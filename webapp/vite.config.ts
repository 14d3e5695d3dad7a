import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

// `npm run dev` shows the app with the API of a server that runs here.
const server = process.env.KITH ?? 'http://localhost:8080'

export default defineConfig(({ command }) => ({
  base: command === 'build' ? '/app/' : '/',
  plugins: [svelte()],
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 600,
  },
  server: {
    proxy: Object.fromEntries(
      ['/api', '/media', '/assets', '/sign-in', '/app'].map((path) => [
        path,
        { target: server, ws: path === '/api', changeOrigin: true, headers: { origin: server } },
      ]),
    ),
  },
}))
