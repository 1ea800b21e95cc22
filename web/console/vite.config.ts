import vue from '@vitejs/plugin-vue'
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers'
import components from 'unplugin-vue-components/vite'
import { defineConfig } from 'vitest/config'

const MOCK = 'http://127.0.0.1:4187'

export default defineConfig({
  plugins: [
    vue(),
    components({ dirs: [], resolvers: [ElementPlusResolver({ importStyle: 'css' })], dts: false }),
  ],
  define: { __VUE_OPTIONS_API__: 'true', __VUE_I18N_LEGACY_API__: 'false', __INTLIFY_PROD_DEVTOOLS__: 'false' },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    chunkSizeWarningLimit: 700,
  },
  server: { host: '127.0.0.1', proxy: { '/api': { target: MOCK, ws: true } } },
  test: { include: ['src/**/*.test.ts'], environment: 'happy-dom', server: { deps: { inline: ['element-plus'] } } },
})
