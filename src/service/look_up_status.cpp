#include "base/limits.h"
#include "service/look_up_vehicle.h"
#include "service/say_stage.h"
#include "service/use_case.h"

namespace cleangate::service {
namespace {

std::string key_of(const VehicleName& name) {
  return name.plate + "/" + std::string(plate::to_text(name.colour));
}

Json word_or_null(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

Json shown(const StageQuestion& question, const Result<StageAnswer>& answer) {
  if (!answer) {
    return Json::object({{"state", "failed"}, {"error", answer.error().message}});
  }
  if (!answer->found) return Json::object({{"state", "not_found"}});
  const auto cause =
      speaks_of_another(answer->statement, {question.plate, question.colour}, question.vin);
  Json statement = vehicle::to_json(answer->statement);
  Json facts = vehicle::to_json(answer->facts);
  return Json::object({{"state", cause.empty() ? "answered" : "rejected"},
                       {"cause", word_or_null(cause)},
                       {"stage", statement["stage"]},
                       {"vin", word_or_null(answer->statement.vin)},
                       {"plate", word_or_null(answer->statement.plate)},
                       {"document", word_or_null(answer->statement.detail)},
                       {"fuel", facts["fuel"]},
                       {"vehicle_class", facts["vehicle_class"]},
                       {"gross_mass_kg", facts["gross_mass_kg"]}});
}

}  // namespace

void VehicleLookUps::ask_now(const VehicleName& name, Reply reply) {
  if (!is_on()) {
    return reply(fail(ErrorCode::conflict, "the look-up is off: set it up in the settings first"));
  }
  Wanted wanted;
  wanted.name = name;
  if (const auto* held = parts_.plant.state.dossiers().held(name.plate, name.colour)) {
    wanted.passage = held->passage;
    wanted.vehicle_class = held->vehicle_class;
    wanted.direction = held->direction;
  }
  want(std::move(wanted), true);
  reply(state_of(name));
}

void VehicleLookUps::test(const Json& settings, const std::string& secret, const Json& body,
                          Reply reply) {
  const auto question = [&]() -> Result<StageQuestion> {
    StageQuestion out;
    out.vin = TRY(optional_text(body, "vin"));
    const auto colour = TRY(optional_text(body, "colour"));
    out.plate = plate::normalise(TRY(optional_text(body, "plate")));
    out.colour = TRY(plate::parse_colour(colour.empty() ? "unknown" : colour));
    if (out.vin.empty() && out.plate.empty()) {
      return fail(ErrorCode::invalid, "plate: give a plate and its colour, or a vin");
    }
    return out;
  }();
  if (!question) return reply(std::unexpected(question.error()));
  auto* executor = &parts_.plant.executor;
  parts_.port.ask(settings, secret, *question,
                  [executor, question = *question, reply = std::move(reply)](
                      Result<StageAnswer> answer, StageReply heard) mutable {
                    executor->post([question, answer = std::move(answer), heard = std::move(heard),
                                    reply = std::move(reply)]() mutable {
                      Json told = shown(question, answer);
                      told.set("status", heard.status == 0 ? Json() : Json(heard.status));
                      told.set("raw", word_or_null(heard.body));
                      reply(std::move(told));
                    });
                  });
}

Json VehicleLookUps::state_of(const VehicleName& name) const {
  const auto key = key_of(name);
  const std::pair<const char*, const std::map<std::string, Wanted>*> kStates[] = {
      {"asking", &asking_}, {"waiting", &waiting_}, {"failed", &given_up_}};
  for (const auto& [state, vehicles] : kStates) {
    const auto found = vehicles->find(key);
    if (found == vehicles->end()) continue;
    return Json::object({{"state", state},
                         {"tries", found->second.tries},
                         {"error", word_or_null(found->second.error)}});
  }
  return Json::object({{"state", "none"}, {"tries", 0}, {"error", nullptr}});
}

Json VehicleLookUps::status() const {
  std::string state = "off";
  if (is_on()) state = failures_ > 0 ? "failing" : asking_.empty() ? "idle" : "asking";
  Json next;
  const auto now = parts_.plant.clock.monotonic();
  if (failures_ > 0 && now < not_before_) {
    const auto wait = std::chrono::duration_cast<Milliseconds>(not_before_ - now);
    next = to_rfc3339(parts_.plant.clock.wall() + wait);
  }
  return Json::object(
      {{"state", state},
       {"waiting", static_cast<std::int64_t>(waiting_.size())},
       {"asking", static_cast<std::int64_t>(asking_.size())},
       {"asked", counts_.asked},
       {"answered", counts_.answered},
       {"rejected", counts_.rejected},
       {"failed", counts_.failed},
       {"last_error", word_or_null(last_error_)},
       {"last_answer_at", last_answer_at_ ? Json(to_rfc3339(*last_answer_at_)) : Json()},
       {"next_at", std::move(next)}});
}

}  // namespace cleangate::service
