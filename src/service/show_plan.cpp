// The plan's versions and the page that is printed.

#include "base/text.h"
#include "base/xml.h"
#include "domain/ledger/projections/rules_tables.h"
#include "domain/ledger/projections/tables.h"
#include "service/keep_plan.h"
#include "service/show_board.h"

namespace cleangate::service {
namespace {

namespace table = ledger::plan_versions;

Json version_json(const std::vector<ledger::Row>& rows, std::size_t place) {
  const auto& row = rows[place];
  const auto note = ledger::text(row[table::kNote]);
  return Json::object({{"version", static_cast<std::int64_t>(place) + 1},
                       {"index", ledger::integer(row[table::kIndex])},
                       {"at", to_rfc3339(from_unix_ms(ledger::integer(row[table::kAt])))},
                       {"actor", ledger::text(row[table::kActor])},
                       {"note", note.empty() ? Json() : Json(note)},
                       {"current", place + 1 == rows.size()}});
}

std::string word(const Json& json, std::string_view key) {
  return escape_xml(json[key].text().value_or(""));
}

std::string level_table(const Json& plan, rules::Level level) {
  std::string out = "<h2>" + std::string(rules::to_chinese(level)) + "预警（" +
                    std::string(rules::response_of(level)) + "级响应）</h2>";
  const auto measures = measures_of(plan, rules::to_text(level));
  if (measures.empty()) return out + "<p>本级未制定措施。</p>";
  out +=
      "<table "
      "class=\"level\"><thead><tr><th>序号</th><th>类别</th><th>措施</th><th>基准及核定方法</th>"
      "<th>核查方式</th><th>告知司机</th></tr></thead><tbody>";
  int number = 0;
  for (const auto& measure : measures) {
    const bool is_production = measure.kind == "production";
    out += "<tr><td>" + std::to_string(++number) + "</td><td>" + (is_production ? "生产" : "运输") +
           "</td><td>" + escape_xml(measure.text) + "</td><td>" +
           word(measure.json, "base_method") + "</td><td>" +
           (is_production ? word(measure.json, "verify_by") : "门禁系统自动判定") + "</td><td>" +
           (measure.for_drivers ? "是" : "") + "</td></tr>";
    for (const Json& exemption : measure.json["exemptions"].items()) {
      const Json& text = exemption["text"];
      const auto evidence = word(exemption, "evidence");
      out += "<tr><td></td><td>豁免</td><td colspan=\"4\">" +
             escape_xml(text.text().value_or(text["zh"].text().value_or(""))) +
             (evidence.empty() ? "" : "（凭证：" + evidence + "）") + "</td></tr>";
    }
  }
  return out + "</tbody></table>";
}

std::string contact_table(const Json& contacts) {
  if (contacts.items().empty()) return "";
  std::string out =
      "<h2>联系人</h2><table><thead><tr><th>姓名</th><th>职责</th><th>电话</th>"
      "</tr></thead><tbody>";
  for (const Json& contact : contacts.items()) {
    out += "<tr><td>" + word(contact, "name") + "</td><td>" + word(contact, "role") + "</td><td>" +
           word(contact, "phone") + "</td></tr>";
  }
  return out + "</tbody></table>";
}

}  // namespace

Json with_masked_contacts(Json plan) {
  if (!plan["contacts"].is_array()) return plan;
  Json contacts = Json::array();
  for (Json contact : plan["contacts"].items()) {
    if (const auto phone = contact["phone"].text()) contact.set("phone", mask_phone(*phone));
    contacts.push(std::move(contact));
  }
  plan.set("contacts", std::move(contacts));
  return plan;
}

Result<Json> list_plan_versions(Queries& queries) {
  const auto rows = TRY(queries.rows(table::kTable));
  Json items = Json::array();
  for (std::size_t i = rows.size(); i-- > 0;) items.push(version_json(rows, i));
  return items;
}

Result<Json> show_plan_version(Queries& queries, std::int64_t version) {
  const auto rows = TRY(queries.rows(table::kTable));
  const auto count = static_cast<std::int64_t>(rows.size());
  const auto wanted = version == 0 ? count : version;
  if (wanted < 1 || wanted > count) {
    return fail(ErrorCode::not_found, "there is no such version of the plan");
  }
  const auto place = static_cast<std::size_t>(wanted - 1);
  Json out = version_json(rows, place);
  out.set("plan", TRY(parse_json(ledger::text(rows[place][table::kValue]))));
  return out;
}

std::string print_plan(const Json& plant, const Json& version) {
  const Json& plan = version["plan"];
  const auto local = parse_rfc3339(version["at"].text().value_or(""));
  std::string date;
  if (local) {
    const auto day = to_local(*local);
    date = std::to_string(day.year) + "年" + std::to_string(day.month) + "月" +
           std::to_string(day.day) + "日";
  }
  std::string out =
      "<!DOCTYPE html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\">"
      "<title>重污染天气“一厂一策”</title><style>"
      "body{font:12pt/1.5 SimSun,serif;margin:2cm auto;max-width:19cm;color:#000}"
      "h1{text-align:center;font-size:18pt}h2{font-size:14pt;margin:1em 0 .3em}"
      "table{border-collapse:collapse;width:100%}th,td{border:1px solid #000;padding:2pt 4pt;"
      "text-align:left;vertical-align:top}th{white-space:nowrap}table{font-size:10.5pt}"
      "tr,h2,.sign{break-inside:avoid}h2{break-after:avoid}thead{display:table-header-group}"
      ".level{table-layout:fixed}.level th:nth-child(1){width:.9cm}.level "
      "th:nth-child(2){width:1.1cm}"
      ".level th:nth-child(4){width:2.9cm}.level th:nth-child(5){width:3.2cm}"
      ".level th:nth-child(6){width:1.7cm}td:first-child:nth-last-child(6){text-align:center}"
      ".sign{margin-top:3em;display:grid;grid-template-columns:2fr 2fr 1fr}"
      "@page{size:A4;margin:2cm;@bottom-center{font:9pt SimSun,serif;"
      "content:\"第\" counter(page) \"页，共\" counter(pages) \"页\"}}"
      "@media print{body{margin:0;max-width:none}}</style></head><body>"
      "<h1>重污染天气应急响应“一厂一策”操作方案</h1>";
  out += "<table><tr><th>企业名称</th><td>" + word(plant, "name") + "</td><th>绩效等级</th><td>" +
         word(plant, "grade") + "</td></tr><tr><th>版本</th><td>第" + version["version"].dump() +
         "版</td><th>日期</th><td>" + date + "</td></tr><tr><th>修订说明</th><td colspan=\"3\">" +
         word(version, "note") + "</td></tr></table>";
  for (const auto level : {rules::Level::yellow, rules::Level::orange, rules::Level::red}) {
    out += level_table(plan, level);
  }
  out += contact_table(plan["contacts"]);
  return out +
         "<div class=\"sign\"><span>企业负责人（签字）：</span><span>单位（盖章）：</span>"
         "<span>日期：</span></div></body></html>";
}

}  // namespace cleangate::service
