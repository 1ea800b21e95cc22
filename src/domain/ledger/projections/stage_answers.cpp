#include "domain/ledger/projections/stage_answers.h"

#include "base/json.h"

namespace cleangate::ledger {
namespace {

Json parsed(const Folding& folding, Field field) {
  return folding.has(field) ? parse_json(folding.text(field)).value_or(Json()) : Json();
}

Json word(const Folding& folding, Field field) {
  return folding.has(field) ? Json(folding.text(field)) : Json();
}

}  // namespace

bool is_accepted(const Folding& folding) {
  return folding.text(Field::action) != "reject";
}

Cell stage_answer(const Folding& folding) {
  return Json::object({{"entry", folding.index()},
                       {"at", to_rfc3339(folding.entry().event_time)},
                       {"accepted", is_accepted(folding)},
                       {"cause", word(folding, Field::cause)},
                       {"source", word(folding, Field::source)},
                       {"stage", parsed(folding, Field::stage)},
                       {"verdict", word(folding, Field::verdict)},
                       {"reasons", parsed(folding, Field::reasons)},
                       {"by", word(folding, Field::actor)}})
      .dump();
}

}  // namespace cleangate::ledger
