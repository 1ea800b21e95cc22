import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'

let faults: string[]
test.beforeEach(({ page }) => {
  faults = []
  page.on('pageerror', (e) => faults.push(e.message))
  page.on('console', (m) => { if (m.type() === 'error' && !m.text().includes('Failed to load resource')) faults.push(m.text()) })
})
test.afterEach(() => expect(faults).toEqual([]))

const key = (page: Page, name: string) => page.locator('.key', { hasText: new RegExp(`^${name}$`) })
async function typePlate(page: Page, plate: string) {
  for (const c of plate) await key(page, c).tap()
}
async function fill(page: Page, plate: string) {
  await typePlate(page, plate)
  await page.getByRole('button', { name: '进厂' }).tap()
  await page.getByRole('button', { name: '选货物' }).tap()
  await page.getByRole('button', { name: '煤', exact: true }).tap()
  await page.getByLabel('数量').fill('12.5')
}
const submit = (page: Page) => page.getByRole('button', { name: '提交' }).tap()

test('a driver declares his cargo', async ({ page, request }) => {
  await page.goto('/q?g=east')
  await expect(page.locator('header')).toContainText('1号门')
  await expect(page.locator('.rule')).toContainText('橙色预警')
  await fill(page, '冀R8K021')
  await submit(page)
  await expect(page.getByRole('status')).toHaveText('已登记')
  await expect(page.locator('.done')).toContainText('冀R·8K021')
  await expect(page.locator('.done')).toContainText('等大屏显示结果')
  const sent = (await (await request.get('/mock/received')).json()).find((d: { plate: string }) => d.plate === '冀R8K021')
  expect(sent).toMatchObject({ direction: 'in', cargo: '煤', quantity: 12.5, unit: 't', gate: 'east' })
  expect(sent.key).toMatch(/^[0-9a-f]{32}$/)
  await page.getByRole('button', { name: '再登记一辆' }).tap()
  await page.getByRole('button', { name: '冀R·8K021' }).tap() // used before
  await expect(page.locator('.box').first()).toHaveText('冀')
})

test('keys that cannot stand there are off', async ({ page }) => {
  await page.goto('/q')
  await expect(key(page, '使')).toBeEnabled()
  await key(page, '冀').tap()
  await expect(key(page, '1')).toBeDisabled()
  await key(page, 'R').tap()
  for (const never of ['I', 'O']) await expect(key(page, never)).toBeDisabled()
  await typePlate(page, '1234')
  await expect(key(page, '挂')).toBeEnabled()
  await key(page, '挂').tap()
  for (const more of ['1', 'A']) await expect(key(page, more)).toBeDisabled()
})

test('a new-energy plate has eight', async ({ page }) => {
  await page.goto('/q')
  await typePlate(page, '冀RD12345')
  await expect(page.locator('.box').nth(7)).toHaveText('5')
})

test('a wrong place is tapped and typed again', async ({ page }) => {
  await page.goto('/q')
  await typePlate(page, '冀R8K021')
  await page.locator('.box').nth(3).tap()
  await key(page, 'B').tap()
  await expect(page.locator('.boxes')).toContainText('冀R8B021')
})

test('a pasted plate is taken out of its text', async ({ page }) => {
  await page.goto('/q')
  await page.getByRole('button', { name: '粘贴' }).tap()
  await page.locator('#paste').fill('车牌 冀R·8K021')
  await expect(page.locator('.boxes')).toContainText('冀R8K021')
})

test('what is missing is said at its place', async ({ page }) => {
  await page.goto('/q')
  await submit(page)
  await expect(page.getByRole('alert')).toHaveText('号牌没有填完整')
  await typePlate(page, '冀R8K021')
  await submit(page)
  await expect(page.getByRole('alert')).toHaveText('请选进厂或出厂')
})

test('without network the form stays, also over a reload, and is sent once', async ({ page, context, request }) => {
  await page.goto('/q')
  await fill(page, '冀R8K777')
  await context.setOffline(true)
  await submit(page)
  await expect(page.getByRole('alert')).toContainText('没有网络')
  await context.setOffline(false)
  await submit(page)
  await expect(page.getByRole('status')).toHaveText('已登记')
  const sent = (await (await request.get('/mock/received')).json()).filter((d: { plate: string }) => d.plate === '冀R8K777')
  expect(sent).toHaveLength(1)
  await page.getByRole('button', { name: '再登记一辆' }).tap()
  await typePlate(page, '京A')
  await page.reload()
  await expect(page.locator('.boxes')).toContainText('京A')
})

for (const [plate, words] of [['冀R89429', '提交太频繁'], ['冀R89422', '这辆车今天已登记'], ['冀R89500', '没有登记上']] as const) {
  test(`the server's no is said: ${words}`, async ({ page }) => {
    await page.goto('/q')
    await fill(page, plate)
    await submit(page)
    await expect(page.getByRole('alert')).toContainText(words)
  })
}

test('an empty truck needs no quantity', async ({ page }) => {
  await page.goto('/q')
  await typePlate(page, '冀R8K021')
  await page.getByRole('button', { name: '出厂' }).tap()
  await page.getByRole('button', { name: '选货物' }).tap()
  await page.getByRole('button', { name: '空车' }).tap()
  await expect(page.getByLabel('数量')).toBeDisabled()
  await submit(page)
  await expect(page.getByRole('status')).toHaveText('已登记')
})

for (const [name, width, height, lang] of [['390', 390, 844, 'zh'], ['320', 320, 568, 'zh'], ['390-en', 390, 844, 'en']] as const) {
  test(`nothing is wider than the phone and axe finds nothing, ${name}`, async ({ page }, info) => {
    await page.setViewportSize({ width, height })
    await page.goto(`/q?g=east&lang=${lang}`)
    await expect(page.locator('.rule')).toBeVisible()
    for (const step of ['empty', 'last', 'full', 'done'] as const) {
      if (step === 'last') await typePlate(page, '冀R8K02')
      if (step === 'full') {
        await typePlate(page, '1')
        await page.locator('.choice').first().tap()
        await page.locator('.pick').tap()
      }
      if (step === 'done') {
        await page.locator('.chip').nth(2).tap()
        await page.locator('#quantity').fill('30')
        await page.locator('.submit').tap()
        await expect(page.getByRole('status')).toBeVisible()
      }
      await page.screenshot({ path: info.outputPath(`${step}.png`) })
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      const result = await new AxeBuilder({ page }).analyze()
      expect(result.violations.filter((v) => v.impact === 'serious' || v.impact === 'critical').map((v) => v.id + ' ' + v.nodes[0]?.html)).toEqual([])
    }
  })
}

test('the keyboard leaves the button in view', async ({ page }) => {
  await page.goto('/q?g=east')
  await expect(page.locator('.rule')).toBeVisible()
  const keys = await page.locator('.keys').boundingBox()
  const button = await page.locator('.submit').boundingBox()
  expect(keys!.height).toBeLessThanOrEqual(290)
  expect(button!.y + button!.height).toBeLessThanOrEqual(keys!.y)
})
