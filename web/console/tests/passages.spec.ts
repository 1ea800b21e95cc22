// The table of passages: walking, evidence, arrangement, and a million rows.
import { calls, expect, reset, settings, test } from './helpers'

test('↑↓ walks while the panel follows; the seal is checked in the browser', async ({ page }) => {
  await reset(page, 'picture')
  await settings(page)
  await page.setViewportSize({ width: 1920, height: 1080 })
  await page.goto('/passages')
  await page.getByText('国四重型货车，橙色预警期间禁止进入').first().click()
  const panel = page.locator('aside.panel')
  await expect(panel).toContainText('津A')
  await expect(panel).toContainText('依据')
  await expect(panel.getByText(/台账第128,\d+条，未被改动/)).toBeVisible({ timeout: 15_000 })
  await page.locator('[role=grid]').focus()
  await page.keyboard.press('ArrowDown')
  await expect(panel).toContainText('7F168')
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
})

test('new rows do not push; columns, filters and density are kept for the user', async ({ page }) => {
  await reset(page, 'picture')
  await settings(page)
  await page.goto('/passages')
  await expect(page.locator('[role=row]').nth(1)).toContainText('54321')
  await page.request.post('/mock/arrive', { data: { plate: '冀R5T518' } })
  await expect(page.getByText('有1条新记录')).toBeVisible()
  await expect(page.locator('[role=row]').nth(1)).toContainText('54321')
  await page.getByText('有1条新记录').click()
  await expect(page.locator('[role=row]').nth(1)).toContainText('5T518')
  await page.getByRole('button', { name: '列设置' }).click()
  await page.getByLabel('显示结果').uncheck()
  await page.getByRole('button', { name: '紧凑' }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('combobox', { name: /判定/ }).click()
  await page.getByRole('option', { name: '禁止' }).click()
  await expect(page.locator('[role=row]').nth(1)).toContainText('12345')
  await expect.poll(async () => (await calls(page, /preferences\/table\.passages/)).length).toBeGreaterThan(0)
  await page.waitForTimeout(900)
  await page.reload()
  await expect(page.locator('[role=row]').nth(1)).toContainText('12345')
  await expect(page.getByRole('columnheader', { name: '结果' })).toHaveCount(0)
  await page.getByRole('button', { name: '清空条件' }).click()
  await expect(page.locator('[role=row]').nth(1)).toContainText('5T518')
})

test('old rows stay when the server fails, and the line above says so', async ({ page }) => {
  await reset(page, 'picture')
  await settings(page)
  await page.goto('/passages')
  await expect(page.locator('[role=row]').nth(1)).toContainText('54321')
  await page.request.post('/mock/down?on=1')
  await page.getByPlaceholder('号牌', { exact: true }).fill('冀')
  await expect(page.getByText(/没有更新/)).toBeVisible()
  await expect(page.locator('[role=row]').nth(1)).toContainText('54321')
  await page.request.post('/mock/down?on=0')
  await page.getByRole('button', { name: '重试' }).click()
  await expect(page.getByText(/没有更新/)).toBeHidden()
})

test('a plate is found from anywhere', async ({ page }) => {
  await reset(page, 'picture')
  await settings(page)
  await page.goto('/passages')
  await expect(page.locator('[role=row]').nth(1)).toContainText('54321')
  await page.keyboard.press('/')
  await page.keyboard.type('60L82')
  await expect(page.getByRole('option').first()).toContainText('60L82')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(page.locator('aside.panel')).toContainText('鲁N')
})

test('an empty day says so', async ({ page }) => {
  await reset(page, 'empty')
  await settings(page)
  await page.goto('/passages')
  await expect(page.getByText('今天还没有车辆通行')).toBeVisible()
})

test('a million rows are walked to the end and scroll without a task over 100 ms', async ({ page }) => {
  test.setTimeout(240_000)
  await reset(page, 'million')
  await settings(page)
  await page.goto('/passages')
  await expect(page.locator('[role=row]').nth(1)).toContainText('54321')
  await page.locator('[role=grid]').focus()
  await page.keyboard.press('End')
  await expect(page.locator('[role=grid]')).toHaveAttribute('aria-rowcount', '1000001', { timeout: 220_000 })
  await expect(page.getByText('1,000,000条')).toBeVisible()
  const longest = await page.evaluate(async () => {
    let worst = 0
    const seen = new PerformanceObserver((list) => { for (const e of list.getEntries()) worst = Math.max(worst, e.duration) })
    seen.observe({ type: 'longtask' })
    const grid = document.querySelector('[role=grid]')!
    const frame = () => new Promise((r) => requestAnimationFrame(r))
    for (let n = 0; n < 60; n += 1) {
      grid.scrollTop = ((n * 7919) % 1000) / 1000 * grid.scrollHeight
      await frame()
      await frame()
    }
    for (let n = 0; n < 120; n += 1) {
      grid.scrollTop += 120
      await frame()
    }
    await new Promise((r) => setTimeout(r, 300))
    return worst
  })
  console.log(`longest task while scrolling: ${longest} ms`)
  expect(longest).toBeLessThanOrEqual(100)
  await expect(page.locator('.rows .row').first()).not.toBeEmpty()
})
