// Why, as a tree of clauses in the evidence panel: plain words first, opened by the keyboard, the law below.
import AxeBuilder from '@axe-core/playwright'
import { expect, reset, settings, test } from './helpers'

test.beforeEach(async ({ page }) => {
  await reset(page, 'picture')
  await settings(page)
  await page.goto('/passages')
})

test('each clause says its words first; opened it names facts, sources, citation and pack version', async ({ page }) => {
  await page.getByText('国四重型货车，橙色预警期间禁止进入').first().click()
  const why = page.getByRole('region', { name: '判定依据' })
  const refused = why.locator('.why-clause').first()
  await expect(refused.locator('summary')).toContainText('禁止国四重型货车，橙色预警期间禁止进入')
  await expect(refused.getByText('出处')).toBeHidden()
  await refused.locator('summary').focus()
  await page.keyboard.press('Enter')
  await expect(refused.locator('tr', { hasText: '排放阶段' })).toContainText('国四来自随车清单')
  await expect(refused.locator('tr', { hasText: '预警等级' })).toContainText('橙色预警来自预警')
  await expect(refused).toContainText('停止使用国四及以下重型载货车辆（含燃气）')
  await expect(refused).toContainText('来自项目宣传册，没有见到原文')
  await expect(refused).toContainText('重点行业绩效分级（通用） 第1版')
  const lifted = why.locator('.why-clause').nth(1)
  await expect(lifted).toContainText('豁免：特种车辆，门卫看行驶证使用性质')
  await expect(why).toContainText('文号廊气办〔2026〕21号；一厂一策第3版')
  await why.getByRole('button', { name: '全部展开' }).click()
  await expect(lifted).toContainText('由廊气办〔2026〕21号提出')
  await expect(lifted).toContainText('max_stage = 4')
  expect((await new AxeBuilder({ page }).include('.why').analyze()).violations.map((v) => `${v.id}: ${v.nodes[0]?.html}`)).toEqual([])
  await why.getByRole('button', { name: '全部收起' }).click()
  await expect(lifted.locator('.inner')).toBeHidden()
})

test('a passage that no clause limits says so and what was known; ↑↓ follows', async ({ page }) => {
  await page.getByText('符合橙色预警要求').first().click()
  const why = page.getByRole('region', { name: '判定依据' })
  await expect(why).toContainText('没有条款限制这辆车')
  await expect(why).toContainText('按重点行业绩效分级（通用）第1版')
  await why.getByText('判定时知道的车辆情况').click()
  await expect(why.locator('tr', { hasText: '排放阶段' })).toContainText('国六b')
  await page.locator('[role=grid]').focus()
  await page.keyboard.press('ArrowDown')
  await expect(why.locator('.why-clause')).toHaveCount(1)
  await expect(why).toContainText('号牌第4位像B')
})

test('an unchecked clause is marked before it is opened, and leads to its pack', async ({ page }) => {
  await page.getByText('没有登记，排放阶段未知').first().click()
  const clause = page.locator('.why-clause').first()
  await expect(clause.locator('summary')).toContainText('未核对')
  await clause.locator('summary').click()
  await expect(clause.locator('.unknown').first()).toHaveText('未知')
  await clause.getByRole('link', { name: /第1版/ }).click()
  await expect(page).toHaveURL(/\/rules\?pack=cn-2020-340-generic/)
  await expect(page.locator('aside.panel .clause.shown')).toBeVisible()
})

test('when why cannot be read the rest of the evidence stays, with a way to try again', async ({ page }) => {
  await expect(page.locator('[role=row]').nth(4)).toContainText('12345')
  await page.route('**/why', (r) => r.fulfill({ status: 429, contentType: 'application/problem+json', body: '{"code":"busy"}' }))
  await page.getByText('国四重型货车，橙色预警期间禁止进入').first().click()
  const why = page.getByRole('region', { name: '判定依据' })
  await expect(why.getByRole('alert')).toContainText('判定依据没有读到')
  await page.unroute('**/why')
  await why.getByRole('button', { name: '重试' }).click()
  await expect(why.locator('.why-clause')).toHaveCount(2)
})
