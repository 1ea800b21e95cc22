#include "service/show_board.h"

#include <algorithm>

#include "base/text.h"
#include "domain/ledger/projections/tables.h"
#include "service/driver_address.h"
#include "service/keep_plan.h"

namespace cleangate::service {
namespace {

namespace table = ledger::passages;

constexpr std::size_t kShownDigits = 3;  // of a phone, after the country's code

std::string text_of(const Json& json, std::string_view key, std::string_view fallback = "") {
  const auto text = json[key].text();
  return std::string(text && !text->empty() ? *text : fallback);
}

Json shown_measures(const Json& plan, std::string_view level) {
  Json out = Json::array();
  for (const auto& measure : measures_of(plan, level)) {
    out.push(Json::object({{"text", measure.text}, {"for_drivers", measure.for_drivers}}));
  }
  return out;
}

/// The measures of orders that are in force: drivers must know them.
void add_orders(const Plant& plant, Json& out) {
  const auto region = plant.state.plant()["region"].text().value_or("");
  const auto& orders = plant.state.orders();
  for (const auto& each : orders.in_force(region, plant.now())) {
    const auto item = std::ranges::find(orders.add_ons(), each.measure, &Orders::Item::measure);
    if (item == orders.add_ons().end()) continue;
    const auto& order = each.measure->source;
    out.push(Json::object({{"text", text_of(item->asked, "text", each.measure->pack->title.zh) +
                                        (order.empty() ? "" : "（" + order + "）")},
                           {"for_drivers", true}}));
  }
}

Json warning_of(const rules::InForce& warning) {
  const auto local = to_local(warning.since);
  const std::string level(rules::to_chinese(warning.level));
  const std::string response(rules::response_of(warning.level));
  return Json::object(
      {{"level", rules::to_text(warning.level)},
       {"response", response},
       {"effective_at", to_rfc3339(warning.since)},
       {"text", "当前重污染天气" + level + "预警，执行" + response + "级应急响应措施"},
       {"started_text", "启动时间：" + std::to_string(local.year) + "年" +
                            std::to_string(local.month) + "月" + std::to_string(local.day) + "日" +
                            std::to_string(local.hour) + "时"}});
}

Json timing_of(const Json& board) {
  Json timing = Json::object({{"admit_ms", 6000},
                              {"refuse_ms", 10000},
                              {"hold_max_ms", 20000},
                              {"min_ms", 3000},
                              {"stale_ms", 10000}});
  for (const auto& [key, value] : board["timing"].members()) {
    if (timing.has(key) && value.integer()) timing.set(key, value);
  }
  return timing;
}

struct Words {
  std::string headline, reason;
};

/// Fixed by default, editable by a manager in board.texts.
Words words_of(const Json& board, const ledger::Row& row, const rules::Reason* speaking) {
  const auto exemption = rules::exemption_words(ledger::text(row[table::kExempted]));
  const auto verdict = ledger::text(row[table::kVerdict]);
  const auto hold = ledger::text(row[table::kHoldState]);
  Words words;
  std::string kind(verdict);
  if (hold == "open") {
    // Also an admitted vehicle that the barrier did not open for, and an exit in manual mode.
    kind = "hold";
    words = {"待核实", "请联系门卫"};
  } else if (ledger::text(row[table::kDirection]) == "out") {
    kind = "exit";
    words = {"准许驶出", "一路平安"};
  } else if (verdict == "admit" || hold == "admitted") {
    kind = "admit";
    words = {"准许进入", hold == "admitted" ? "门卫核实" : "符合标准"};
  } else if (verdict == "refuse" || hold == "refused") {
    kind = "refuse";
    words = {"禁止进入",
             speaking && hold != "refused" ? rules::board_words(*speaking) : "门卫核实"};
  } else {
    words = {"待核实", "请联系门卫"};
  }
  const Json& texts = board["texts"][kind];
  words.headline = text_of(texts, "headline", words.headline);
  // A refusal's cause comes from the clause that refused, an exemption's from what it lifted.
  if (kind != "refuse") words.reason = text_of(texts, "reason", words.reason);
  if (kind == "admit" && hold != "admitted" && !exemption.empty()) words.reason = exemption;
  return words;
}

std::string_view shown_verdict(const ledger::Row& row) {
  const auto hold = ledger::text(row[table::kHoldState]);
  if (hold == "open") return "hold";
  if (ledger::text(row[table::kDirection]) == "out" || hold == "admitted") return "admit";
  if (hold == "refused") return "refuse";
  return ledger::text(row[table::kVerdict]);
}

Json uncertain_of(const ledger::Row& row) {
  const auto plate = to_code_points(ledger::text(row[table::kPlate]));
  const auto candidates = parse_json(ledger::text(row[table::kCandidates])).value_or(Json());
  Json out = Json::array();
  for (std::size_t i = 0; i < plate.size(); ++i) {
    for (const Json& candidate : candidates.items()) {
      const auto other = to_code_points(candidate["plate"].text().value_or(""));
      if (i < other.size() && other[i] != plate[i]) {
        out.push(static_cast<std::int64_t>(i));
        break;
      }
    }
  }
  return out;
}

Json stage_words(const ledger::Row& row) {
  const auto stage = vehicle::parse_stage(ledger::text(row[table::kStageMin]),
                                          ledger::text(row[table::kStageMax]));
  if (!stage || stage->is_unknown()) return Json();
  return "排放阶段 " + vehicle::describe_chinese(*stage);
}

}  // namespace

std::string mask_phone(std::string_view phone) {
  // Chinese input methods write full-width digits, signs and blanks.
  std::u32string out = to_code_points(phone);
  for (char32_t& c : out) c = half_width(c);
  std::size_t at = std::min(out.find_first_of(U"0123456789"), out.size());
  const auto rest = std::u32string_view(out).substr(at);
  if (rest.starts_with(U"0086")) {
    at += 4;
  } else if (at > 0 && out[at - 1] == U'+' && rest.starts_with(U"86")) {
    at += 2;
  }
  for (std::size_t digits = 0; at < out.size(); ++at) {
    if (out[at] >= U'0' && out[at] <= U'9' && ++digits > kShownDigits) out[at] = U'X';
  }
  return to_utf8(out);
}

Json with_masked_phones(Json facts) {
  if (!facts["board"].is_object()) return facts;
  Json board = facts["board"];
  for (const char* phone : {"legal_phone", "responsible_phone"}) {
    if (board[phone].is_text()) board.set(phone, mask_phone(*board[phone].text()));
  }
  facts.set("board", std::move(board));
  return facts;
}

/// The rules' own code (generic, cement-clinker) is no word for a wall; a plant's own text is.
static std::string industry_words(const Json& facts) {
  const auto text = text_of(facts, "industry");
  const bool is_code = std::ranges::all_of(
      text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
  return is_code ? "" : text;
}

Json board_state(const Plant& plant) {
  const Json& facts = plant.state.plant();
  const Json& board = facts["board"];
  const auto grade = text_of(facts, "grade");
  Json lanes = Json::array();
  for (const auto& [id, lane] : plant.state.lanes()) {
    lanes.push(Json::object({{"id", id}, {"name", lane.name}}));
  }
  const auto warning = plant.state.orders().warning(text_of(facts, "region"), plant.now());
  const Json& plan = plant.state.plan();
  Json measures = Json::array();
  if (warning) {
    measures = shown_measures(plan, rules::to_text(warning->level));
    add_orders(plant, measures);
  }
  Json qr;
  if (const auto url = driver_address(facts); !url.empty()) {
    qr = Json::object({{"url", url}, {"lines", Json::array({"扫描二维码", "登记货物信息"})}});
  }
  return Json::object(
      {{"type", "state"},
       {"at", to_rfc3339(plant.now())},
       {"title", text_of(board, "title", "工业企业落实重污染天气应急响应措施“一厂一策”公示")},
       {"plant",
        Json::object({{"name", text_of(facts, "name")},
                      {"district", text_of(board, "district")},
                      {"legal_person", text_of(board, "legal_person")},
                      {"legal_phone", mask_phone(text_of(board, "legal_phone"))},
                      {"responsible_person", text_of(board, "responsible_person")},
                      {"responsible_phone", mask_phone(text_of(board, "responsible_phone"))},
                      {"industry", text_of(board, "industry_name", industry_words(facts))},
                      {"grade", grade},
                      {"grade_text", grade.size() <= 2 ? grade + "级" : grade},
                      {"remark", text_of(board, "remark")}})},
       {"warning", warning ? warning_of(*warning) : Json()},
       {"measures", std::move(measures)},
       {"plan", Json::object({{"yellow", shown_measures(plan, "yellow")},
                              {"orange", shown_measures(plan, "orange")},
                              {"red", shown_measures(plan, "red")}})},
       {"no_warning_text", text_of(board["texts"], "no_warning", "当前无重污染天气预警")},
       {"qr", std::move(qr)},
       {"footer", text_of(board, "footer", "监督电话 12345")},
       {"lanes", std::move(lanes)},
       {"timing", timing_of(board)}});
}

Json board_arrival(const Plant& plant, const ledger::Row& row) {
  if (ledger::integer(row[table::kHistoric]) != 0) return Json();
  const std::string lane_id(ledger::text(row[table::kLane]));
  const auto* lane = plant.state.lane(lane_id);
  const auto reasons =
      rules::reasons_from_log(parse_json(ledger::text(row[table::kReasons])).value_or(Json()),
                              plant.state.rules().find_pack());
  const auto wanted = ledger::text(row[table::kVerdict]) == "refuse" ? rules::Outcome::refuse
                                                                     : rules::Outcome::hold;
  const rules::Reason* speaking = nullptr;
  for (const auto& reason : reasons) {
    if (!speaking && reason.outcome == wanted) speaking = &reason;
  }
  const auto words = words_of(plant.state.plant()["board"], row, speaking);
  const auto hold = ledger::text(row[table::kHoldState]);
  const auto plate = ledger::text(row[table::kPlate]);
  return Json::object(
      {{"type", "arrival"},
       {"index", ledger::integer(row[table::kIndex])},
       {"id", ledger::text(row[table::kId])},
       {"at", to_rfc3339(from_unix_ms(ledger::integer(row[table::kAt])))},
       {"lane", Json::object({{"id", lane_id}, {"name", lane ? lane->name : lane_id}})},
       {"direction", ledger::text(row[table::kDirection])},
       {"plate", plate.empty() ? Json() : Json(plate)},
       {"colour", ledger::text(row[table::kColour])},
       {"plate_class", ledger::text(row[table::kPlateClass])},
       {"verdict", shown_verdict(row)},
       {"headline", words.headline},
       {"reason", words.reason},
       {"stage", stage_words(row)},
       {"uncertain", uncertain_of(row)},
       {"resolved", hold == "left" || hold == "expired"}});
}

}  // namespace cleangate::service
