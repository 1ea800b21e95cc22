// The warnings page: state, course, orders, execution log and rehearsal.
import AxeBuilder from '@axe-core/playwright'
import { calls, expect, reset, settings, test } from './helpers'

test.beforeEach(async ({ page }) => {
  await reset(page, 'picture')
  await settings(page)
})

test('the warning in force stands with its end, region, order and list, and what will change', async ({ page }) => {
  await page.goto('/warnings')
  await expect(page.locator('.sign')).toContainText('橙色预警')
  const card = page.locator('.force')
  for (const text of ['12月12日 12:00', '12月16日 08:00解除', '全市（131000）', '2026年版', '廊气指办〔2026〕41号']) await expect(card).toContainText(text)
  await expect(card.getByRole('link', { name: '下载文件' })).toHaveAttribute('href', /^\/api\/v1\/documents\/[0-9a-f]{64}$/)
  await expect(page.locator('.coming')).toContainText('12月16日 08:00')
  await expect(page.locator('.coming')).toContainText('解除橙色预警')
  await expect(page.locator('.orders')).toContainText('不适用：供暖用煤运输')
  await expect(page.locator('.orders')).toContainText('今天已放行17辆')
  await page.getByRole('button', { name: '看执行记录' }).click()
  await expect(page).toHaveURL(/part=log/)
  await expect(page.getByText('2项有证明，共6项')).toBeVisible()
})

test('the course of every warning, newest first', async ({ page }) => {
  await page.goto('/warnings?part=course')
  const [first, second] = [page.locator('.chain').nth(0), page.locator('.chain').nth(1)]
  await expect(first.locator('li')).toHaveCount(5)
  for (const text of ['执行中', '启动黄色预警', '升为橙色预警', '加措施：M6 进厂重型货车配额', '延长到12月16日 08:00', '赵工', '台账第125,730条']) await expect(first).toContainText(text)
  await expect(second).toContainText('已解除')
  await expect(second).toContainText('11月28日 12:00至12月1日 08:00')
})

test('a warning is set for an hour to come, with region, list and document, and withdrawn', async ({ page }) => {
  await reset(page, 'picture', { warning: null })
  await page.goto('/warnings')
  await page.getByRole('button', { name: '启动预警' }).click()
  const box = page.getByRole('dialog')
  await box.getByText('橙色预警').click()
  const when = box.getByRole('combobox', { name: '生效时间' })
  await when.fill('2026-12-14 18:00')
  await when.press('Enter')
  await box.getByRole('combobox', { name: '范围' }).click()
  await box.getByRole('option', { name: '全市（131000）' }).click()
  await box.getByLabel('减排清单版本').fill('2026年版')
  await box.getByLabel('文号').fill('廊气指办〔2026〕45号')
  await box.locator('input[type=file]').setInputFiles({ name: '通知.txt', mimeType: 'text/plain', buffer: Buffer.from('x') })
  await expect(box.getByText('通知.txt不是JPG、PNG或PDF')).toBeVisible()
  await box.locator('input[type=file]').setInputFiles({ name: '通知.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') })
  await expect(box.getByRole('link', { name: '通知.pdf' })).toBeVisible()
  await box.getByRole('button', { name: '12月14日 18:00起启动橙色预警' }).click()
  await expect(box).toBeHidden()
  const { body } = (await calls(page, /warnings$/)).find((c) => c.method === 'POST')!
  expect(body).toEqual({ level: 'orange', effective_at: '2026-12-14T18:00:00+08:00', region: '131000', reduction_list: '2026年版', order: { no: '廊气指办〔2026〕45号', document: 'ab'.repeat(32) } })
  await expect(page.locator('.sign')).toContainText('没有预警')
  await expect(page.locator('.coming')).toContainText('启动橙色预警')
  await page.locator('.coming').getByRole('button', { name: '取消' }).click()
  await page.getByRole('button', { name: '取消橙色预警' }).click()
  await expect(page.locator('.coming')).toBeHidden()
  await page.getByText('经过', { exact: true }).click()
  await expect(page.locator('.chain').first()).toContainText('已取消')
})

test('an end before the beginning is refused in the form', async ({ page }) => {
  await page.goto('/warnings')
  await page.getByRole('button', { name: '延长' }).click()
  const box = page.getByRole('dialog')
  await box.getByRole('combobox', { name: '延长到' }).fill('2026-12-01 08:00')
  await box.getByRole('combobox', { name: '延长到' }).press('Enter')
  await box.getByRole('button', { name: '延长', exact: true }).click()
  await expect(box.getByText('结束要晚于现在')).toBeVisible()
})

test('an order’s measure: its parameters, an exemption of its own, and faults at their fields', async ({ page }) => {
  await page.goto('/warnings')
  await page.locator('.force').getByRole('button', { name: '加措施' }).click()
  const box = page.getByRole('dialog')
  const go = box.getByRole('button', { name: '加措施' })
  await box.getByRole('combobox', { name: '措施' }).click()
  await box.getByRole('option', { name: /M6/ }).click()
  await expect(box.getByLabel('比例')).toHaveValue('10')
  await go.click()
  await expect(box.getByText('要填写日常每日数量')).toBeVisible()
  await box.getByLabel('日常每日数量').fill('240')
  await box.getByRole('button', { name: '加一项豁免' }).click()
  await go.click()
  await expect(box.getByText('豁免要有名称和条件')).toBeVisible()
  await box.getByLabel('谁不适用').selectOption('own')
  await box.getByLabel('自己写条件').fill('plate = "冀R12345"')
  await box.getByLabel('名称', { exact: true }).fill('供热车辆')
  await go.click()
  await expect(box.getByText('条件里没有“plate”，只能用规则里的名称')).toBeVisible()
  await box.getByLabel('谁不适用').selectOption('stage6')
  await go.click()
  await expect(box).toBeHidden()
  const { body } = (await calls(page, /measures$/)).at(-1)!
  expect(body).toEqual({ template: 'M6', params: { percent: 10, base: 240, key_user: true, port: false }, exemptions: [{ clause: 'm6.main', when: 'stage >= 6', text: '供热车辆' }] })
  await expect(page.locator('.orders')).toContainText('不适用：供热车辆')
})

test('the execution log: a reading, a signature, a photo', async ({ page }) => {
  await page.goto('/warnings?part=log')
  const row = (text: string) => page.locator('.log > ul > li').filter({ hasText: text })
  await row('停推台锯').getByRole('button').click()
  const box = page.getByRole('dialog')
  await box.getByText('读数').click()
  await box.getByRole('button', { name: '登记' }).click()
  await expect(box.getByText('要填写单位')).toBeVisible()
  await box.getByLabel('读的是什么').fill('3号电表')
  await box.getByRole('spinbutton').fill('0')
  await box.getByLabel('单位').fill('千瓦时')
  await box.getByRole('button', { name: '登记' }).click()
  await expect(row('停推台锯')).toContainText('3号电表 0 千瓦时')
  await row('厂区道路').getByRole('button').click()
  await box.locator('input[type=file]').setInputFiles({ name: '洒水.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('x') })
  await expect(box.getByRole('link', { name: '洒水.jpg' })).toBeVisible()
  await box.getByRole('button', { name: '登记' }).click()
  await expect(row('厂区道路').getByRole('link', { name: '看照片' })).toBeVisible()
  await row('进厂重型货车配额').getByRole('button').click()
  await box.getByText('签名').click()
  await box.getByLabel('签名人').fill('孙班长')
  await box.getByRole('button', { name: '登记' }).click()
  await expect(page.getByText('5项有证明，共6项')).toBeVisible()
  expect((await calls(page, /executions$/)).filter((c) => c.method === 'POST').map((c) => c.body)).toEqual([
    { measure: 'p3', proof: { kind: 'reading', value: 0, unit: '千瓦时', name: '3号电表' } },
    { measure: 'p4', proof: { kind: 'photo', document: 'ab'.repeat(32) } },
    { measure: 'm1', proof: { kind: 'signature', name: '孙班长' } },
  ])
})

test('a rehearsal says who is refused and leads to the start form', async ({ page }) => {
  await reset(page, 'picture', { warning: null })
  await page.goto('/warnings')
  await page.getByRole('button', { name: '先演练' }).click()
  await page.getByRole('button', { name: '演练', exact: true }).click()
  await expect(page.locator('.figures')).toContainText('19')
  await expect(page.locator('.figures')).toContainText('比没有预警多16次')
  await expect(page.locator('.figures')).toContainText('508.6')
  await expect(page.getByRole('row').filter({ hasText: '12345' })).toContainText('国四重型货车，橙色预警期间禁止进入')
  await page.getByRole('button', { name: '按这次演练启动橙色预警' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '12月15日 00:00起启动橙色预警' }).click()
  await expect(page.locator('.coming')).toContainText('12月15日 00:00')
  expect((await calls(page, /rehearsals$/))[0]!.body).toEqual({ level: 'orange', from: '2026-12-15T00:00:00+08:00', to: '2026-12-16T00:00:00+08:00', facts: 'now' })
})

test('a rehearsal of a week that is over, with what was known then', async ({ page }) => {
  await page.goto('/warnings?part=rehearsal')
  await page.getByText('过去7天').click()
  await page.getByText('按当时的').click()
  await page.getByText('红色预警').last().click()
  await page.getByRole('button', { name: '演练', exact: true }).click()
  await expect(page.getByText('12月7日 00:00至12月14日 00:00的131次进厂')).toBeVisible()
  await page.getByRole('button', { name: '按这次演练改为红色预警' }).click()
  await expect(page.getByRole('dialog').getByRole('button', { name: '改为红色预警' })).toBeVisible()
  expect((await calls(page, /rehearsals$/))[0]!.body.facts).toBe('then')
})

test('a period without vehicles says so', async ({ page }) => {
  await reset(page, 'empty', { warning: null })
  await page.goto('/warnings?part=rehearsal')
  await page.getByRole('button', { name: '演练', exact: true }).click()
  await expect(page.getByText('这段时间没有车辆进厂，没有可推算的车次')).toBeVisible()
  await page.goto('/warnings?part=course')
  await expect(page.getByText('还没有启动过预警')).toBeVisible()
})

test('a viewer sees all of it and can do none of it', async ({ page }) => {
  await reset(page, 'picture', { role: 'viewer' })
  for (const part of ['now', 'course', 'log']) {
    await page.goto(`/warnings?part=${part}`)
    await expect(page.locator('.card').first()).toBeVisible()
    await expect(page.getByRole('button', { name: /解除|升级|延长|加措施|登记|启动|改措施/ })).toHaveCount(0)
  }
  await page.goto('/warnings?part=rehearsal')
  await expect(page.locator('.sign')).toBeVisible()
  await expect(page.getByText('演练', { exact: true })).toHaveCount(0)
})

const VIEWS: [string, string, string[]][] = [
  ['course', '/warnings?part=course', []], ['log', '/warnings?part=log', []], ['proof', '/warnings?part=log', ['登记证明 停推台锯2台（共4台）']], ['measure', '/warnings', ['加措施']], ['rehearsal', '/warnings?part=rehearsal', ['演练']],
]
for (const dark of [false, true]) {
  for (const [name, path, buttons] of VIEWS) {
    test(`axe finds nothing serious on ${name}, ${dark ? 'dark' : 'light'}`, async ({ page }) => {
      await settings(page, { dark })
      await page.goto(path)
      for (const b of buttons) await page.getByRole('button', { name: b, exact: true }).first().click()
      await page.waitForTimeout(600)
      const { violations } = await new AxeBuilder({ page }).analyze()
      const bad = violations.filter((x) => x.impact === 'serious' || x.impact === 'critical')
      expect(bad.map((x) => `${x.id}: ${x.nodes.map((n) => n.target.join(' ')).join(' | ')}`)).toEqual([])
    })
  }
}

test('English stands in every part', async ({ page }) => {
  await settings(page, { lang: 'en' })
  for (const part of ['now', 'course', 'log', 'rehearsal']) {
    await page.goto(`/warnings?part=${part}`)
    await expect(page.getByRole('heading', { name: 'Warnings', level: 1 })).toBeVisible()
    if (part === 'rehearsal') await page.getByRole('button', { name: 'Rehearse', exact: true }).click()
    await expect(page.locator('.card').first()).toBeVisible()
    expect(await page.locator('main').or(page.locator('body')).first().textContent()).not.toMatch(/\bwarnings\.[a-z]+/)
  }
})
