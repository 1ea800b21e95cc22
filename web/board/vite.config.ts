import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const MOCK = 'http://127.0.0.1:4177'

export default defineConfig({
  base: '/board/',
  plugins: [vue()],
  define: { __VUE_OPTIONS_API__: 'false' },
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { host: '127.0.0.1', proxy: { '/api': { target: MOCK, ws: true } } },
  test: { include: ['src/**/*.test.ts', '../shared/src/**/*.test.ts'], environment: 'node' },
})
