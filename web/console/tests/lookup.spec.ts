// 自动查询: its settings, and its answer at the hold.
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { calls, expect, reset, settings, test } from './helpers'

test('it is off until somebody sets it up, faults say their mend, and the secret goes in only', async ({ page }) => {
  await reset(page, 'empty')
  await settings(page)
  await page.goto('/lookup')
  await expect(page.getByRole('heading', { name: '自动查询没有打开' })).toBeVisible()
  await page.getByRole('button', { name: '开始设置' }).click()
  await page.getByRole('button', { name: '保存并打开' }).click()
  await expect(page.getByRole('alert')).toContainText('要填服务名称')
  await expect(page.getByText('至少填一种问法的网址')).toBeVisible()
  expect(await calls(page, /lookup$/)).toHaveLength(0)
  await page.getByLabel('服务名称').fill('市排放监控平台')
  await page.getByLabel('身份验证').selectOption('header')
  await page.getByLabel('名称', { exact: false }).nth(1).fill('X-Key')
  await page.getByRole('button', { name: '换密钥' }).click()
  await page.getByLabel('密钥').fill('s3cret')
  await page.locator('.url input').first().fill('https://platform.example/stage?plate={plate}&colour={colour}')
  await page.getByLabel('排放阶段').fill('data.pf')
  await page.getByLabel('号牌', { exact: true }).first().fill('data.hphm')
  await page.getByRole('button', { name: '保存并打开' }).click()
  await expect(page.getByText('已打开')).toBeVisible()
  const [put] = await calls(page, /lookup$/)
  expect(put!.body).toMatchObject({ enabled: true, secret: 's3cret', auth: { kind: 'header', name: 'X-Key' }, by_vin: null, fields: { stage: 'data.pf', plate: 'data.hphm' } })
  await expect(page.getByText('已保存，不再显示')).toBeVisible()
  expect(await page.content()).not.toContain('s3cret')
})

test('another server asks for the secret again; saving without a word about it keeps it', async ({ page }) => {
  await reset(page, 'picture')
  await settings(page)
  await page.goto('/lookup')
  const url = page.locator('.url input').first()
  await url.fill('https://other.example/{plate}')
  await page.getByRole('button', { name: '保存' }).click()
  await expect(page.getByRole('alert')).toContainText('换了服务器，密钥要重新填')
  await url.fill('https://platform.example/other/{plate}')
  await page.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('已保存', { exact: true })).toBeVisible()
  const put = (await calls(page, /lookup$/)).at(-1)!
  expect(put.body).not.toHaveProperty('secret')
  await page.getByRole('button', { name: '关闭自动查询' }).click()
  await expect(page.getByText('没有打开', { exact: true }).first()).toBeVisible()
  expect((await calls(page, /lookup$/)).at(-1)!.body).toMatchObject({ enabled: false, name: '市排放监控平台' })
})

test('one vehicle is tried: what came and what was understood, or why not', async ({ page }) => {
  await reset(page, 'picture')
  await settings(page)
  await page.goto('/lookup')
  const card = page.locator('.card', { has: page.getByRole('heading', { name: '试查一辆' }) })
  await card.getByRole('button', { name: '试查' }).click()
  await expect(card.getByText('填号牌或识别代号')).toBeVisible()
  await card.getByLabel('号牌').fill('冀r12345')
  await card.getByRole('button', { name: '试查' }).click()
  await expect(card.getByText('读懂了，说的是这辆车')).toBeVisible()
  await expect(card.locator('dl')).toContainText('国五')
  await expect(card.locator('pre')).toContainText('"pf": "V"')
  await card.getByLabel('号牌').fill('冀R00503')
  await card.getByRole('button', { name: '试查' }).click()
  await expect(card.getByText('没有读懂：对方返回HTTP 503')).toBeVisible()
  await expect(card.locator('pre')).toContainText('系统维护')
  expect((await calls(page, /test$/))[0]!.body).toMatchObject({ plate: '冀R12345', colour: 'yellow', settings: { name: '市排放监控平台' } })
})

for (const dark of [false, true]) {
  test(`the settings are accessible, dark ${dark}`, async ({ page }) => {
    await reset(page, 'picture', { lookupStatus: { state: 'failing', last_error: 'it answers HTTP 503' } })
    await settings(page, { dark })
    await page.goto('/lookup')
    await expect(page.getByText('对方返回HTTP 503')).toBeVisible()
    expect((await new AxeBuilder({ page }).analyze()).violations.map((v) => `${v.id}: ${v.nodes[0]?.target}`)).toEqual([])
  })
}

const UNKNOWN = { clause: 'stage.unknown', outcome: 'hold', text: { zh: '排放阶段未知，须先核实', en: 'Stage unknown' }, advice: { zh: '', en: '' } }
const ANSWER = {
  entry: 9, at: '2026-12-14T14:33:00+08:00', accepted: true, cause: null, source: 'official', stage: { min: '4', max: '4', source: 'official' }, verdict: 'refuse', by: 'look-up',
  reasons: [{ clause: 'plan.orange.2', outcome: 'refuse', text: { zh: '国四重型货车，橙色预警期间禁止进入', en: 'China 4 heavy truck, no entry' }, advice: { zh: '', en: '' } }],
}
async function held(page: Page, look_up: object | null, more: object = {}): Promise<void> {
  await reset(page, 'quiet', { role: 'guard', ...more })
  await settings(page)
  await page.goto('/desk')
  await page.request.post('/mock/arrive', { data: { id: 'p-look', plate: '冀R77777', stage: ['0', '6b'], verdict: 'hold', hold: 'open', reasons: [UNKNOWN, UNKNOWN], look_up } })
  await expect(page.locator('.hold-card')).toBeVisible()
}

test('an answer is an offer: 5 chooses it, Enter acts, its words go into the ledger', async ({ page }) => {
  await held(page, ANSWER)
  const offer = page.locator('.hold-card .offer')
  await expect(offer).toHaveText(/官方查询 14:33：国四，不可进入/)
  await expect(page.locator('.go')).toBeDisabled()
  await page.keyboard.press('5')
  await expect(page.locator('.go')).toHaveText(/禁止进入/)
  const reading = await page.locator('.hold-card .reading').boundingBox()
  expect(reading!.height).toBeGreaterThan(40)
  await expect(page.getByRole('button', { name: '按证件补登排放阶段' })).toBeInViewport({ ratio: 1 })
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await calls(page, /resolve/))[0]?.body).toEqual({ verdict: 'refuse', reason: '官方查询 14:33：国四，国四重型货车，橙色预警期间禁止进入' })
})

test('an answer about another plate is no offer, and the guard asks again', async ({ page }) => {
  await held(page, { ...ANSWER, accepted: false, cause: 'other_plate', stage: null, verdict: null, reasons: [] }, { lookMs: 4000 })
  const offer = page.locator('.hold-card .offer')
  await expect(offer).toContainText('14:33查到的是另一副号牌，不算数')
  await page.keyboard.press('5')
  await expect(page.locator('.go')).toBeDisabled()
  await offer.getByRole('button', { name: '再查一次' }).click()
  await expect(offer).toContainText('正在自动查询')
})
