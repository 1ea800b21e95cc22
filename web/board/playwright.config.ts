import { defineConfig } from '@playwright/test'

const PORT = 4178

// The built bundle is tested, served by the mock with the strict content policy of the real server.
export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  workers: 2,
  timeout: 30_000,
  reporter: 'line',
  use: {
    baseURL: `http://127.0.0.1:${PORT}`,
    viewport: { width: 1920, height: 1080 },
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
    url: `http://127.0.0.1:${PORT}/board`,
    env: { PORT: String(PORT) },
    reuseExistingServer: false,
  },
})
