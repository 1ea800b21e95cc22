import { block, car, expect, fields, open, openLive, send, setState, silence, test } from './helpers'

test('admit leaves after 6 s, refuse after 10 s', async ({ page }) => {
  await page.clock.install()
  const key = await openLive(page, 'orange')
  for (const [verdict, ms] of [['admit', 6000], ['refuse', 10000]] as const) {
    await send(page, key, car(1, verdict))
    await expect(fields(page)).toHaveCount(1)
    await page.clock.runFor(ms - 800)
    await expect(fields(page)).toHaveCount(1)
    await page.clock.runFor(1500)
    await expect(page.locator('.field')).toHaveCount(0)
  }
})

test('a hold becomes its resolution in place', async ({ page }) => {
  const key = await openLive(page, 'orange')
  const hold = car(2, 'hold', { uncertain: [2] })
  await send(page, key, hold)
  await expect(fields(page)).toHaveAttribute('data-verdict', 'hold')
  await send(page, key, { ...car(2, 'admit'), id: hold.id })
  await expect(fields(page)).toHaveAttribute('data-verdict', 'admit')
  await expect(fields(page).locator('mask')).toHaveCount(0)
})

test('a hold that ended is taken off', async ({ page }) => {
  const key = await openLive(page, 'orange')
  const hold = car(2, 'hold')
  await send(page, key, hold)
  await expect(fields(page)).toHaveCount(1)
  await send(page, key, { ...hold, resolved: true })
  await expect(page.locator('.field')).toHaveCount(0)
})

test('a refusal in the same lane takes over after 3 s', async ({ page }) => {
  await page.clock.install()
  const key = await openLive(page, 'orange')
  await send(page, key, car(1, 'admit'))
  await expect(fields(page)).toHaveCount(1)
  await send(page, key, car(1, 'refuse'))
  await page.clock.runFor(1000)
  await expect(fields(page)).toHaveAttribute('data-verdict', 'admit')
  await page.clock.runFor(2500)
  await expect(fields(page)).toHaveAttribute('data-verdict', 'refuse')
})

test('reports when a verdict was painted', async ({ page }) => {
  const key = await openLive(page, 'orange')
  const a = car(1, 'admit')
  const sent = Date.now()
  await send(page, key, a)
  await page.waitForFunction(() => window.__boardPainted.length > 0)
  const [entry] = await page.evaluate(() => window.__boardPainted)
  expect(entry).toMatchObject({ id: a.id, at: a.at })
  expect((entry?.painted ?? 0) - sent).toBeLessThan(1000)
  const mark = await page.evaluate(() => (performance.getEntriesByName('board-painted')[0] as PerformanceMark).detail)
  expect(mark).toEqual({ id: a.id, at: a.at })
})

test.describe('line cut', () => {
  test.use({ expectErrors: [/ERR_CONNECTION|WebSocket|503|Failed to load/] })

  test('silence becomes an amber foot and takes the verdict off', async ({ page }) => {
    await page.clock.install()
    const key = await openLive(page, 'orange')
    await send(page, key, car(1, 'hold'))
    await expect(fields(page)).toHaveCount(1)
    await silence(page, key)
    await expect(page.locator('[data-stale]')).toContainText('数据中断')
    await expect(page.locator('[data-stale]')).toContainText('车辆进出听门卫指挥')
    await expect(page.locator('[data-stale]')).toContainText(/最后更新 14:3\d:\d\d/)
    await expect(page.locator('.field')).toHaveCount(0)
  })

  test('comes back by itself with the new state', async ({ page }) => {
    const key = await openLive(page, 'orange')
    await block(page, key, 503)
    await expect(page.locator('.stage')).toHaveAttribute('data-link', 'lost')
    await expect(page.locator('.warning')).toBeVisible()
    await setState(page, key, { warning: null })
    await block(page, key, 0)
    await expect(page.locator('.stage')).toHaveAttribute('data-link', 'live', { timeout: 12_000 })
    await expect(page.getByText('当前无重污染天气预警')).toBeVisible()
  })

  test('a server that is down is said in words', async ({ page }) => {
    const key = await open(page, 'orange')
    await block(page, key, 503)
    await page.reload()
    await expect(page.locator('[data-notice="lost"]')).toContainText('连接不上门禁服务器')
  })
})

test.describe('wrong key', () => {
  test.use({ expectErrors: [/401|404|WebSocket/] })

  test('is explained calmly', async ({ page }) => {
    await open(page, 'nosuchkey')
    await expect(page.locator('[data-notice="denied"]')).toContainText('大屏地址已失效')
    await expect(page.locator('[data-notice="denied"] li')).toHaveCount(3)
  })

  test('revoked while running, then given back', async ({ page }) => {
    await page.clock.install()
    const key = await openLive(page, 'orange')
    await block(page, key, 404)
    await page.clock.runFor(1000)
    await expect(page.locator('[data-notice="denied"]')).toBeVisible()
    await block(page, key, 0)
    await page.clock.runFor(16_000)
    await expect(page.locator('.warning')).toBeVisible()
  })
})

test.describe('reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } })

  test('the mark does not scale, the bar steps', async ({ page }) => {
    await open(page, 'refuse')
    await expect(fields(page).locator('.mark')).toHaveCSS('animation-name', 'none')
    const easing = await fields(page).locator('.bar').evaluate((el) => el.getAnimations()[0]?.effect?.getTiming().easing)
    expect(easing).toBe('steps(10)')
  })
})
