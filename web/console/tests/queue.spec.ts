// 待核定 and the stage dossier, against the mock.
import AxeBuilder from '@axe-core/playwright'
import { calls, expect, reset, settings, test } from './helpers'

test('the queue stands by deadline, is walked by keys, and a conflict is settled', async ({ page }) => {
  await reset(page, 'picture')
  await settings(page)
  await page.goto('/queue')
  await expect(page.getByText('5辆，1辆已超过期限')).toBeVisible()
  const rows = page.locator('.rows [role=row]')
  await expect(rows.first()).toContainText('3K527')
  await expect(rows.first()).toContainText('超过')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const panel = page.getByRole('complementary', { name: '待核定车辆' })
  await expect(panel).toContainText('没有任何来源说过这辆车的阶段')
  await expect(panel).toContainText('对方返回HTTP 503')
  await page.keyboard.press('ArrowDown')
  await expect(panel).toContainText('随车清单是国五，监管平台是国四，互相矛盾')
  await expect(panel.locator('.papers img')).toHaveCount(2)
  const decisive = panel.locator('.said .decisive')
  await expect(decisive).toContainText('没有它：国四')
  await decisive.getByRole('button', { name: '确认这一条' }).click()
  await expect(panel.getByText('已核定', { exact: true })).toBeVisible()
  await expect(decisive).toContainText('王工')
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await expect(rows).toHaveCount(4)
})

test('a stage is stated from a paper with its photo', async ({ page }) => {
  await reset(page, 'picture')
  await settings(page)
  await page.goto('/queue?plate=晋M3K527')
  const panel = page.getByRole('complementary', { name: '待核定车辆' })
  await panel.getByRole('button', { name: '按证明补登' }).click()
  const form = page.getByRole('dialog')
  const choose = async (label: string, option: string) => {
    await form.getByRole('combobox', { name: label, exact: true }).click()
    await page.getByRole('option', { name: option, exact: true }).click()
  }
  await choose('证明', '随车清单')
  await choose('排放阶段', '国五')
  await form.getByRole('button', { name: '补登' }).click()
  await expect(form.getByText('写编号，或者附上凭证照片')).toBeVisible()
  await form.locator('input[type=file]').setInputFiles({ name: '清单.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('photo') })
  await expect(form.getByRole('checkbox')).toBeChecked()
  await form.getByRole('button', { name: '补登' }).click()
  await expect(form).toBeHidden()
  await expect(panel).toContainText('未知 → 国五')
  const [stated] = await calls(page, /statements$/)
  expect(stated!.body).toMatchObject({ source: 'list', stage: { min: '5', max: '5' } })
  expect(stated!.body.evidence).toHaveLength(1)
})

test('a look-up is started from the queue and its answer comes in', async ({ page }) => {
  await reset(page, 'picture')
  await settings(page)
  await page.goto('/queue?plate=晋M3K527')
  const panel = page.getByRole('complementary', { name: '待核定车辆' })
  await panel.getByRole('button', { name: '再查一次' }).click()
  await expect(panel.getByText('正在自动查询')).toBeVisible()
  await expect(panel.locator('.said')).toContainText('监管平台')
})

test('a guard sees the queue and states a word that a manager confirms', async ({ page }) => {
  await reset(page, 'picture', { role: 'guard' })
  await settings(page, { lang: 'en' })
  await page.goto('/queue?plate=晋M3K527')
  const panel = page.getByRole('complementary', { name: 'Vehicle to settle' })
  await panel.getByRole('button', { name: 'State from a paper' }).click()
  const form = page.getByRole('dialog')
  await expect(form).toContainText('a manager confirms within 7 days')
  await form.getByRole('combobox', { name: 'Stage', exact: true }).click()
  await page.getByRole('option', { name: 'China 5', exact: true }).click()
  await form.getByRole('button', { name: 'State' }).click()
  await expect(panel.locator('.said')).toContainText('unless confirmed')
  await expect(panel.getByRole('button', { name: 'Confirm this' })).toHaveCount(0)
})

test('an empty queue says so', async ({ page }) => {
  await reset(page, 'empty')
  await settings(page)
  await page.goto('/queue')
  await expect(page.getByText('没有待核定的车辆')).toBeVisible()
})

test('the register shows the whole dossier of a vehicle', async ({ page }) => {
  await reset(page, 'picture')
  await settings(page)
  await page.goto('/vehicles?plate=豫A92Q06&colour=blue')
  const panel = page.getByRole('complementary', { name: '车辆资料' })
  await expect(panel.locator('.said li')).toHaveCount(3)
  await expect(panel.locator('.said li').nth(1)).toContainText('矛盾')
  await expect(panel.getByText('重新判定的经过')).toBeVisible()
  await panel.getByRole('button', { name: '按证明补登阶段' }).click()
  await expect(page.getByRole('dialog', { name: '按证明补登排放阶段' })).toBeVisible()
})

for (const dark of [false, true]) {
  test(`the queue is accessible, dark ${dark}`, async ({ page }) => {
    await reset(page, 'picture')
    await settings(page, { dark })
    await page.goto('/queue?plate=豫A92Q06')
    await expect(page.locator('.said')).toBeVisible()
    expect((await new AxeBuilder({ page }).analyze()).violations.map((v) => `${v.id}: ${v.nodes[0]?.target}`)).toEqual([])
  })
}
