// 20,000 vehicles come in from CSV and from XLSX: 37 bad rows are named, the good ones are taken.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { choose, expect, LANGS, test, wordsOf } from '../src/story'
import { usePlant } from '../src/plant'
import { csv, registry, spoil, xlsx } from '../src/sheets'
import vehicles from '../../console/src/pages/vehicles/words'

const VEHICLES = 20_000
const BAD = 37
const count = (n: number) => n.toLocaleString('en-US')
const TYPE = { csv: 'text/csv', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }

for (const lang of LANGS) {
  const kind = lang === 'zh' ? 'csv' : 'xlsx'
  test.describe(lang, () => {
    test.describe.configure({ mode: 'serial' })
    const site = usePlant()
    const say = wordsOf({ zh: { vehicles: vehicles.zh }, en: { vehicles: vehicles.en } }, lang)
    const good = VEHICLES
    const sent = VEHICLES + BAD

    test(`20,000 vehicles from ${kind}, 37 bad rows named`, async ({ page }) => {
      const rows = registry(sent)
      const spoilt = spoil(rows, BAD)
      await choose(page, { lang })
      await site.plant.signIn(page)
      await page.goto(`${site.plant.url}/vehicles`)
      await page.getByRole('button', { name: say('vehicles.import.title') }).click()
      const box = page.getByRole('dialog')
      await box.locator('input[type=file]').setInputFiles({ name: `车辆.${kind}`, mimeType: TYPE[kind], buffer: kind === 'csv' ? csv(rows) : xlsx(rows) })
      await expect(box.getByText(say('vehicles.import.rows', { n: count(sent) }))).toBeVisible()
      await expect(box.getByText(say('vehicles.import.good', { n: count(good) }))).toBeVisible()
      await expect(box.getByText(say('vehicles.import.bad', { n: BAD }))).toBeVisible()
      const named = await box.locator('.errors tbody tr').evaluateAll((trs) => trs.map((tr) => {
        const cells = [...tr.querySelectorAll('td')].map((td) => td.textContent ?? '')
        return { row: Number(cells[0]), column: cells[1] }
      }))
      expect(named).toEqual(spoilt)
      await expect(box.locator('.errors')).toContainText(lang === 'zh' ? `和第${spoilt[8]!.row - 1}行是同一辆车` : `the same vehicle as in row ${spoilt[8]!.row - 1}`)
      const preview = await box.locator('.preview').innerText()
      expect(preview).toContain(lang === 'zh' ? '黄牌' : 'Yellow plate')
      expect(preview).not.toContain('{')
      await box.getByRole('button', { name: say('vehicles.import.applyGood', { n: count(good) }) }).click()
      await expect(box.getByRole('progressbar')).toBeVisible()
      await expect.poll(async () => Number(await box.getByRole('progressbar').getAttribute('value'))).toBeGreaterThan(100)
      await expect(box.getByText(say('vehicles.import.done', { n: count(good) }), { exact: true })).toBeVisible({ timeout: 60_000 })
      await page.keyboard.press('Escape')
      await page.getByPlaceholder(say('vehicles.filter.q'), { exact: true }).fill(rows[2]![1]!)
      await expect(page.getByText(rows[2]![1]!).or(page.getByLabel(rows[2]![1]!)).first()).toBeVisible()
    })

    test(`the ${kind} export comes in again without a change`, async ({ page }) => {
      await choose(page, { lang })
      await site.plant.signIn(page)
      await page.goto(`${site.plant.url}/vehicles`)
      const exported = async () => {
        await page.getByRole('button', { name: say('vehicles.export') }).click()
        const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: kind === 'csv' ? 'CSV' : 'Excel' }).click()])
        const chunks: Buffer[] = []
        for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer)
        return Buffer.concat(chunks)
      }
      // A workbook holds the time when it was written, so what the registry says is compared as CSV.
      const registered = async () => (await (await page.request.get(`${site.plant.url}/api/v1/vehicles/export?format=csv`)).text())
      const [before, all] = [await exported(), await registered()]
      const index = async () => (await site.plant.api<{ index: number }>('GET', 'desk')).index
      const entries = await index()
      await page.getByRole('button', { name: say('vehicles.imports'), exact: true }).click()
      const box = page.getByRole('dialog')
      await box.locator('input[type=file]').setInputFiles({ name: `again.${kind}`, mimeType: TYPE[kind], buffer: before })
      await expect(box.getByText(say('vehicles.import.allGood'))).toBeVisible()
      await box.getByRole('button', { name: say('vehicles.import.applyAll', { n: count(good) }) }).click()
      await expect(box.getByText(say('vehicles.import.done', { n: count(good) }), { exact: true })).toBeVisible({ timeout: 60_000 })
      await page.keyboard.press('Escape')
      expect(await index()).toBe(entries)
      expect(await registered()).toBe(all)
    })
  })
}

test.describe('shell', () => {
  const site = usePlant()
  test('cleangate import takes the good rows and names the bad', async () => {
    const rows = registry(VEHICLES + BAD)
    const spoilt = spoil(rows, BAD)
    const file = join(site.plant.folder, 'vehicles.csv')
    await writeFile(file, csv(rows))
    const ran = await site.plant.command('import', 'vehicles', file)
    expect(ran.code).toBe(1)
    for (const { row, column } of spoilt) expect(ran.err).toMatch(new RegExp(`第${row}行 ${column.replace(/[()]/g, '\\$&')} `))
    expect(ran.out).toContain(`${VEHICLES} vehicles imported`)
    expect(ran.out).toContain(`${BAD} rows not`)
    const page = await site.plant.api<{ items: { plate: string }[] }>('GET', `vehicles?q=${encodeURIComponent(rows[2]![1]!)}`)
    expect(page.items.map((v) => v.plate)).toEqual([rows[2]![1]])
  })
})
