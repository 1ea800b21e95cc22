#include "service/hand_over_shift.h"

#include "base/limits.h"
#include "domain/ledger/entry.h"
#include "domain/ledger/projections/tables.h"
#include "service/use_case.h"

namespace cleangate::service {
namespace {

using ledger::Field;
using ledger::Row;
namespace table = ledger::shifts;

constexpr std::string_view kFirstShift = "first";  // before any hand-over: it has no entry

Json text_or_null(const ledger::Cell& cell) {
  const auto text = ledger::text(cell);
  return text.empty() ? Json() : Json(text);
}

Json time_of(const ledger::Cell& cell) {
  return to_rfc3339(from_unix_ms(ledger::integer(cell)));
}

std::uint64_t index_of(const Row& row) {
  return static_cast<std::uint64_t>(ledger::integer(row[table::kIndex]));
}

Json holds_of(const Row& row) {
  return parse_json(ledger::text(row[table::kOpenHolds])).value_or(Json::array());
}

/// From the hand-over that began it (nullptr: none) to the one that ended it (nullptr: it runs).
Result<Json> show_shift(Queries& queries, const Row* began, const Row* ended) {
  const std::uint64_t from = began ? index_of(*began) : 0;
  const std::uint64_t to = ended ? index_of(*ended) : TRY(queries.size());
  const auto counts = TRY(queries.count_shift(from, to));
  Json started;
  if (began) {
    started = time_of((*began)[table::kAt]);
  } else if (const auto first = TRY(queries.entries(0, 1)); !first.empty()) {
    started = to_rfc3339(TRY(ledger::decode_entry(first[0].entry)).log_time);
  }
  return Json::object({{"id", began ? ledger::text((*began)[table::kId]) : kFirstShift},
                       {"started_at", std::move(started)},
                       {"by", began ? text_or_null((*began)[table::kTo]) : Json()},
                       {"handed_over_by", began ? text_or_null((*began)[table::kActor]) : Json()},
                       {"ended_at", ended ? time_of((*ended)[table::kAt]) : Json()},
                       {"passages", counts.passages},
                       {"refused", counts.refused},
                       {"held", counts.held},
                       {"lifts", counts.lifts},
                       {"open_holds", ended ? holds_of(*ended) : Json::array()},
                       {"note_from_last", began ? text_or_null((*began)[table::kNote]) : Json()}});
}

/// The shift that runs has no end yet: what waits now is what is open.
Result<Json> show_running(Queries& queries, const Row* began) {
  Json shift = TRY(show_shift(queries, began, nullptr));
  PassageFilter waiting;
  waiting.hold = "open";
  waiting.limit = kMaxPage;
  Json open = Json::array();
  for (const Row& row : TRY(queries.passages(waiting))) {
    open.push(ledger::text(row[ledger::passages::kId]));
  }
  shift.set("open_holds", std::move(open));
  return shift;
}

}  // namespace

void hand_over_shift(Plant& plant, const Json& body, const Actor& actor, Reply reply) {
  auto draft = [&]() -> Result<Draft> {
    TRY(must_be_object(body));
    const auto note = TRY(optional_text(body, "note", kMaxShiftNoteBytes));
    const auto to = TRY(optional_text(body, "to"));
    Json holds = Json::array();
    for (const auto& id : plant.state.open_holds()) holds.push(id);
    Draft out = make_draft(plant, ledger::Kind::shift, actor);
    out.payload.set(Field::value, Json::object({{"note", note},
                                                {"to", to.empty() ? Json() : Json(to)},
                                                {"open_holds", std::move(holds)}})
                                      .dump());
    return out;
  }();
  if (!draft) return reply(std::unexpected(draft.error()));
  const auto begun = [](const Row& row) {
    return Json::object({{"id", ledger::text(row[table::kId])},
                         {"started_at", time_of(row[table::kAt])},
                         {"by", text_or_null(row[table::kTo])},
                         {"handed_over_by", text_or_null(row[table::kActor])},
                         {"ended_at", nullptr},
                         {"passages", 0},
                         {"refused", 0},
                         {"held", 0},
                         {"lifts", 0},
                         {"open_holds", holds_of(row)},
                         {"note_from_last", text_or_null(row[table::kNote])}});
  };
  append_and_show(plant, *std::move(draft), table::kTable, begun, std::move(reply));
}

Result<Json> show_current_shift(Queries& queries) {
  const auto rows = TRY(queries.shifts(std::nullopt, 1));
  return show_running(queries, rows.empty() ? nullptr : rows.data());
}

Result<Json> show_shifts(Queries& queries, std::optional<std::uint64_t> cursor, std::size_t limit) {
  // With the hand-over that ended the page's first shift before it, and one behind the page.
  const auto before = cursor ? std::optional(*cursor + 1) : std::nullopt;
  auto rows = TRY(queries.shifts(before, limit + (cursor ? 2 : 1)));
  std::size_t at = cursor ? 1 : 0;
  const Row* ended = cursor && !rows.empty() ? rows.data() : nullptr;
  Json items = Json::array();
  for (; at < rows.size() && items.items().size() < limit; ++at) {
    items.push(ended ? TRY(show_shift(queries, &rows[at], ended))
                     : TRY(show_running(queries, &rows[at])));
    ended = &rows[at];
  }
  const bool whole = items.items().size() < limit;
  if (whole)
    items.push(ended ? TRY(show_shift(queries, nullptr, ended))
                     : TRY(show_running(queries, nullptr)));
  Json next = whole || !ended ? Json() : Json(std::to_string(index_of(*ended)));
  return Json::object({{"items", std::move(items)}, {"next", std::move(next)}});
}

}  // namespace cleangate::service
