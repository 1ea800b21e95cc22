// A rule pack changes: a bad text names its line, a good one is compared and put into force with a note;
// the next truck is judged by it and its why-tree names the new version, while the truck before keeps its own.
import type { Page } from '@playwright/test'
import { choose, expect, expectRefusal, LANGS, test, wordsOf } from '../src/story'
import { usePlant } from '../src/plant'
import { addCamera, drawScene, vzenith } from '../src/camera'
import en from '../../console/src/i18n/en'
import zh from '../../console/src/i18n/zh'
import rules from '../../console/src/pages/rules/words'

const OPEN = /"info"\s*:\s*"ok"/
const PACK = 'cn-2020-340-generic'
const TITLE = { zh: '重点行业绩效分级（通用）', en: 'Grading of key industries, general' }
const BEFORE = '冀R8K021'
const AFTER = '豫E2K88F'
const OLD = 'truck and stage <= 3 and not nev'
const BAD = 'truck and stagee <= 4 and not nev'
const GOOD = 'truck and stage <= 4 and not nev'
const NOTE = '廊坊市2026年第12号通告：B级企业货车须国五及以上'

for (const lang of LANGS) {
  test.describe(lang, () => {
    test.describe.configure({ mode: 'serial' })
    const site = usePlant()
    const say = wordsOf({ zh: { ...zh, rules: rules.zh }, en: { ...en, rules: rules.en } }, lang)
    let url = ''
    const arrives = async (page: Page, plate: string) => vzenith(url, { plate, colour: 'yellow', photo: await drawScene(page.context().browser()!, plate, 'yellow') })
    /** Opens the passage of that plate and its reasons. */
    const why = async (page: Page, plate: string) => {
      await page.goto(`${site.plant.url}/passages?q=${encodeURIComponent(plate)}`)
      await page.locator('[role=row]').nth(1).click()
      const tree = page.getByRole('region', { name: say('why.title') })
      await expect(tree.getByRole('status')).toHaveCount(0)
      return tree
    }

    test.beforeAll(async () => {
      await site.plant.api('POST', 'gates', { id: 'east', name: '东门' })
      await site.plant.api('POST', 'lanes', { id: 'in', gate: 'east', name: '东门进厂', direction: 'in', mode: 'automatic' })
      url = await addCamera(site.plant, { id: 'cam-1', lane: 'in' })
      for (const plate of [BEFORE, AFTER]) {
        await site.plant.api('PUT', `vehicles/${encodeURIComponent(plate)}/yellow`, { stage: { min: '4', max: '4' }, fuel: 'B', vehicle_class: 'H11', gross_mass_kg: 25000 })
      }
    })

    test('under the shipped pack a China IV truck passes', async ({ page }) => {
      expect((await arrives(page, BEFORE)).reply).toMatch(OPEN)
      await choose(page, { lang })
      await site.plant.signIn(page)
      await page.goto(`${site.plant.url}/rules`)
      const band = page.getByRole('region', { name: say('rules.inForce') })
      await expect(band).toContainText(TITLE[lang])
      await expect(band).toContainText(say('rules.unverifiedOf', { n: 1 }))
    })

    test('a bad text names its line; mended it is compared and put into force with a note', async ({ page }) => {
      await choose(page, { lang })
      await site.plant.signIn(page)
      await page.goto(`${site.plant.url}/rules`)
      await page.getByRole('region', { name: say('rules.inForce') }).getByText(TITLE[lang]).click()
      const panel = page.locator('aside.panel')
      await panel.getByRole('button', { name: say('rules.panel.draft') }).click()
      const box = page.getByRole('dialog')
      const text = box.getByLabel(say('rules.uploadBox.toml'))
      const draft = await text.inputValue()
      const line = draft.split('\n').findIndex((l) => l.includes(OLD)) + 1
      expect(line).toBeGreaterThan(0)
      await text.fill(draft.replace(OLD, BAD))
      expectRefusal(page, 422, '/api/v1/rule-packs')
      await box.getByRole('button', { name: say('rules.uploadBox.go') }).click()
      await expect(box.getByRole('alert')).toContainText(say('rules.uploadBox.line', { line }))
      await expect(box.getByRole('alert')).toContainText('stagee')
      await expect(box.locator('.gutter .bad')).toHaveText(String(line))

      await text.fill(draft.replace(OLD, GOOD).replace('本厂B级至少要求国四', '本厂B级至少要求国五').replace('asks for at least China IV', 'asks for at least China V'))
      await box.getByRole('button', { name: say('rules.uploadBox.go') }).click()
      await expect(page.getByText(say('rules.act.uploaded', { title: TITLE[lang], v: 2 }))).toBeVisible()
      const change = panel.locator('.change', { hasText: 'b.road-floor' })
      await expect(change.locator('del').first()).toHaveText('3')
      await expect(change.locator('ins').first()).toHaveText('4')
      await expect(panel.locator('.change')).toHaveCount(1)

      await panel.getByRole('button', { name: say('rules.panel.activate', { v: 2 }) }).click()
      await expect(box).toContainText(say('rules.act.replaces', { title: TITLE[lang], v: 1 }))
      await expect(box).toContainText(say('rules.act.unverified'))
      await box.getByLabel(say('rules.act.note')).fill(NOTE)
      await box.getByRole('button', { name: say('rules.act.go', { v: 2 }) }).click()
      await expect(page.getByText(say('rules.act.done', { title: TITLE[lang], v: 2 }))).toBeVisible()
      await panel.getByText(say('rules.panel.log'), { exact: true }).click()
      await expect(panel).toContainText(NOTE)
    })

    test('the next truck is judged by it, and its why names the new version; the old record keeps its own', async ({ page }) => {
      expect((await arrives(page, AFTER)).reply).not.toMatch(OPEN)
      await choose(page, { lang })
      await site.plant.signIn(page)
      const tree = await why(page, AFTER)
      const clause = tree.locator('.why-clause').first()
      await expect(clause.locator('summary')).toContainText(say('rule.outcome.refuse'))
      await expect(clause.locator('summary')).toContainText(lang === 'zh' ? '本厂B级至少要求国五' : 'asks for at least China V')
      await clause.locator('summary').click()
      await expect(clause).toContainText(say('rule.markAbout.brochure'))
      const link = clause.getByRole('link', { name: say('rule.version', { v: 2 }) })
      await expect(link).toBeVisible()
      await expect(tree).toContainText(say('why.noWarning'))

      const before = await why(page, BEFORE)
      await expect(before).toContainText(say('rule.version', { v: 1 }))
      await expect(before).not.toContainText(say('rule.version', { v: 2 }))

      await (await why(page, AFTER)).locator('.why-clause summary').first().click()
      await link.click()
      await expect(page.locator('aside.panel .clause.shown')).toContainText(lang === 'zh' ? '本厂B级至少要求国五' : 'asks for at least China V')
      const packs = await site.plant.api<{ in_force: { base: { id: string; version: string } } }>('GET', 'rule-packs')
      expect(packs.in_force.base).toMatchObject({ id: PACK, version: '2' })
    })
  })
}
