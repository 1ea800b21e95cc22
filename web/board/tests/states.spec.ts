import { car, expect, fields, open, openLive, send, test, WALLS } from './helpers'

test('warning in force, with the official words', async ({ page }) => {
  await openLive(page, 'orange')
  await expect(page.locator('h1')).toHaveText('廊坊市工业企业落实重污染天气应急响应措施“一厂一策”公示')
  await expect(page.locator('.warning h2')).toHaveText('当前重污染天气橙色预警，执行Ⅱ级应急响应措施')
  await expect(page.locator('.warning')).toContainText('启动时间：2026年12月12日12时')
  await expect(page.locator('.ladder .on')).toHaveText('Ⅱ')
  await expect(page.locator('.band')).toContainText('停止使用国四及以下重型载货车辆（含燃气）进行物料运输')
  await expect(page.locator('.measures li')).toHaveCount(5)
  await expect(page.locator('.plant dd')).toHaveText([
    '安次区', '张XX 139XXXXXXXX', '王XX 138XXXXXXXX', '人造板制造', 'C级', '省重点出口企业',
  ])
  await expect(page.locator('.qr')).toContainText('扫描二维码登记货物信息')
  await expect(page.locator('.foot')).toContainText('2026年12月14日 星期一 14:32:')
})

for (const [level, response] of [['yellow', 'Ⅲ'], ['orange', 'Ⅱ'], ['red', 'Ⅰ']] as const) {
  test(`${level} fills its step of the ladder`, async ({ page }) => {
    await open(page, level)
    await expect(page.locator(`.warning.${level} .ladder .on`)).toHaveText(response)
  })
}

test('no warning is a quiet plan of three levels', async ({ page }) => {
  await open(page, 'none')
  await expect(page.getByText('当前无重污染天气预警')).toBeVisible()
  await expect(page.locator('.warning')).toHaveCount(0)
  await expect(page.locator('.plan .row b')).toHaveText(['黄色预警', '橙色预警', '红色预警'])
})

test('without a QR code the facts take its place', async ({ page }) => {
  await open(page, 'noqr')
  await expect(page.locator('.plant dd').last()).toBeVisible()
  await expect(page.locator('.qr')).toHaveCount(0)
  const row = await page.locator('.plant .row').first().boundingBox()
  expect(row?.height).toBeGreaterThan(90)
})

test('masks a phone number the server forgot', async ({ page }) => {
  await open(page, 'long')
  await expect(page.locator('.plant')).toContainText('139XXXXXXXX')
  await expect(page.locator('.plant')).toContainText('137XXXXXXXX')
  expect(await page.locator('body').innerText()).not.toMatch(/\d{11}/)
})

test('more than fit are shown in pages of 12 s', async ({ page }) => {
  await page.clock.install()
  await openLive(page, 'many')
  await expect(page.locator('.measures .head')).toContainText('1/2')
  const first = await page.locator('.measures ul').innerText()
  await page.clock.runFor(12_100)
  await expect(page.locator('.measures .head')).toContainText('2/2')
  expect(await page.locator('.measures ul').innerText()).not.toBe(first)
})

for (const [wall, viewport] of Object.entries(WALLS)) {
  test.describe(wall, () => {
    test.use({ viewport })
    for (const [name, verdict, words] of [
      ['admit', 'admit', ['符合标准', '准许进入', '1号车道', '排放阶段 国六', '14:31:52']],
      ['refuse', 'refuse', ['不符合国五及以上标准', '禁止进入', '4号车道', '排放阶段 国四', '14:28:03']],
      ['hold', 'hold', ['待核实', '请联系门卫', '2号车道', '号牌识别不清', '14:31:26']],
      ['exit', 'admit', ['准许驶出', '一路平安', '3号车道']],
    ] as const) {
      test(name, async ({ page }) => {
        await open(page, name)
        await expect(fields(page)).toHaveAttribute('data-verdict', verdict)
        for (const w of words) await expect(fields(page)).toContainText(w)
        await expect(page.locator('h1')).toBeVisible()
        await expect(fields(page).locator('mask')).toHaveCount(name === 'hold' ? 1 : 0)
      })
    }

    test('two lanes share the screen in halves, as the lanes lie', async ({ page }) => {
      await open(page, 'two')
      await expect(fields(page)).toHaveCount(2)
      await expect(fields(page).locator('.lane')).toHaveText(['1号车道', '4号车道'])
      const [a, b] = await Promise.all([fields(page).nth(0).boundingBox(), fields(page).nth(1).boundingBox()])
      expect(Math.abs((a?.width ?? 0) - (b?.width ?? 9))).toBeLessThan(2)
    })
  })
}

test('no plate is drawn as an empty one', async ({ page }) => {
  await open(page, 'noplate')
  await expect(fields(page).locator('svg[aria-label="无牌"]')).toBeVisible()
})

test('a plate of every kind is drawn', async ({ page }) => {
  const key = await openLive(page, 'orange')
  for (const [plate, colour] of [
    ['津A54321', 'blue'], ['冀RD06789', 'green'], ['京A34567D', 'yellow_green'], ['冀R0134警', 'white'],
    ['粤Z9F24港', 'black'], ['冀R2B56挂', 'yellow'], ['川X1234应急', 'white'], ['新C77G6M', 'other'],
  ] as const) {
    const a = car(1, 'hold', { plate, colour, resolved: false })
    await send(page, key, a)
    const svg = fields(page).locator(`svg[aria-label="${plate}"]`)
    await expect(svg).toBeVisible()
    const box = await svg.boundingBox()
    expect(box?.width).toBeGreaterThan(500)
    await send(page, key, { ...a, resolved: true })
    await expect(fields(page)).toHaveCount(0)
  }
})

test('the scale follows the wall', async ({ page }) => {
  await open(page, 'orange')
  await page.setViewportSize({ width: 1280, height: 720 })
  await expect(page.locator('.stage.std')).toHaveCSS('transform', /matrix\(0\.6666/)
  await page.setViewportSize({ width: 1920, height: 540 })
  await expect(page.locator('.stage.wide')).toHaveCSS('transform', /matrix\(0\.5,/)
})
