import { defineConfig } from '@playwright/test'

const PORT = Number(process.env.PORT ?? 4188)

// The built bundle is tested, served by the mock with a strict content policy; one worker, because the mock is one world.
export default defineConfig({
  testDir: 'tests',
  fullyParallel: false,
  outputDir: 'test-results',
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: 'line',
  use: {
    baseURL: `http://127.0.0.1:${PORT}`,
    locale: 'zh-CN',
    viewport: { width: 1366, height: 768 },
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
        '--disable-background-networking', '--disable-component-update', '--disable-sync',
      ],
    },
  },
  webServer: {
    command: 'node mock/server.mjs',
    url: `http://127.0.0.1:${PORT}/login`,
    env: { PORT: String(PORT) },
    reuseExistingServer: false,
  },
})
