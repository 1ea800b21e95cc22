import { defineConfig } from 'vitest/config'

// Old phones: ES2017 and Chrome 64 (Android 7's and WeChat's old kernel); no polyfill is shipped.
export default defineConfig({
  base: '/q/',
  build: {
    target: ['es2017', 'chrome64'],
    cssTarget: 'chrome64',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { host: '127.0.0.1', proxy: { '/api': { target: 'http://127.0.0.1:4197' } } },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
})
