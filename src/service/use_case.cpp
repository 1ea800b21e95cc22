#include "service/use_case.h"

#include <fmt/ranges.h>

#include <algorithm>

namespace cleangate::service {

using ledger::Field;

Result<std::string> optional_text(const Json& body, std::string_view key, std::size_t limit) {
  const Json& member = body[key];
  if (member.is_null()) return std::string();
  const auto text = member.text();
  if (!text) return fail(ErrorCode::invalid, std::string(key) + ": must be a string");
  if (text->size() > limit) {
    return fail(ErrorCode::invalid,
                std::string(key) + ": at most " + std::to_string(limit) + " bytes of UTF-8");
  }
  return std::string(*text);
}

Result<std::string> required_text(const Json& body, std::string_view key, std::size_t limit) {
  auto text = TRY(optional_text(body, key, limit));
  if (text.empty()) return fail(ErrorCode::invalid, std::string(key) + ": is missing");
  return text;
}

Result<std::string> one_of(const Json& body, std::string_view key,
                           std::initializer_list<std::string_view> words,
                           std::string_view fallback) {
  auto text = TRY(optional_text(body, key));
  if (text.empty() && !fallback.empty()) return std::string(fallback);
  if (std::ranges::find(words, text) != words.end()) return text;
  std::string list;
  for (const auto word : words) list += (list.empty() ? "" : ", ") + std::string(word);
  return fail(ErrorCode::invalid, std::string(key) + ": must be one of " + list);
}

Result<std::string> required_id(const Json& body) {
  auto id = TRY(required_text(body, "id", 64));
  const auto is_plain = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_';
  };
  if (!std::ranges::all_of(id, is_plain)) {
    return fail(ErrorCode::invalid, "id: letters, digits, - and _ only");
  }
  return id;
}

Result<std::string> optional_time(const Json& body, std::string_view key) {
  auto text = TRY(optional_text(body, key));
  if (text.empty()) return text;
  const auto time = parse_rfc3339(text);
  if (!time) {
    return fail(ErrorCode::invalid,
                std::string(key) + ": must be RFC 3339 with offset, 2026-12-12T12:00:00+08:00");
  }
  return to_rfc3339(*time);
}

Result<void> must_be_object(const Json& body) {
  if (!body.is_object()) return fail(ErrorCode::invalid, "body: must be a JSON object");
  return {};
}

Result<void> only_members(const Json& body, std::initializer_list<std::string_view> known) {
  TRY(must_be_object(body));
  for (const auto& [key, value] : body.members()) {
    if (std::ranges::find(known, key) == known.end()) {
      return fail(ErrorCode::invalid,
                  fmt::format("{}: is not known here; known are {}", key, fmt::join(known, ", ")));
    }
  }
  return {};
}

Json stage_json(const vehicle::Facts& facts) {
  return Json::object({{"min", vehicle::to_text(facts.stage.min)},
                       {"max", vehicle::to_text(facts.stage.max)},
                       {"source", facts.stage_source}});
}

Draft make_draft(Plant& plant, ledger::Kind kind, const Actor& actor) {
  Draft draft;
  draft.kind = kind;
  draft.event_time = plant.clock.wall();
  draft.event_id = uuid_v7(draft.event_time, plant.random);
  draft.payload.set(Field::actor, actor.name);
  return draft;
}

Draft configuration(Plant& plant, std::string_view subject, std::string_view key, const Json& value,
                    const Actor& actor, std::string_view reason) {
  Draft draft = make_draft(plant, ledger::Kind::configuration, actor);
  draft.payload.set(Field::subject, std::string(subject))
      .set(Field::key, std::string(key))
      .set_if(Field::reason, std::string(reason));
  if (value.is_null()) {
    draft.payload.set(Field::action, "remove");
  } else {
    draft.payload.set(Field::value, value.dump());
  }
  return draft;
}

void append_and_reply(Plant& plant, Draft draft, Json value, Reply reply, Reserve reserve) {
  plant.log.append(std::move(draft), Priority::lane, reserve,
                   [value = std::move(value), reply = std::move(reply)](auto result) mutable {
                     if (!result) return reply(std::unexpected(std::move(result).error()));
                     const bool has_room = value.is_object() && !value.has("index");
                     if (has_room) value.set("index", (*result)->logged.entry.index);
                     reply(std::move(value));
                   });
}

void append_then_store(Plant& plant, Draft draft, Json value, Store store, Reply reply) {
  auto and_store = [&plant, store = std::move(store),
                    reply = std::move(reply)](Result<Json> appended) mutable {
    if (!appended) return reply(std::move(appended));
    plant.ops_thread.post([&plant, store = std::move(store), reply = std::move(reply),
                           appended = std::move(appended)]() mutable {
      if (const auto stored = store(plant.ops); !stored) {
        appended = std::unexpected(with_context(stored.error(), "recorded, but not in force"));
      }
      plant.executor.post([reply = std::move(reply), appended = std::move(appended)]() mutable {
        reply(std::move(appended));
      });
    });
  };
  append_and_reply(plant, std::move(draft), std::move(value), std::move(and_store));
}

void store_then_append(Plant& plant, Store store, Draft draft, Json value, Reply reply) {
  plant.ops_thread.post([&plant, store = std::move(store), draft = std::move(draft),
                         value = std::move(value), reply = std::move(reply)]() mutable {
    auto stored = store(plant.ops);
    plant.executor.post([&plant, stored = std::move(stored), draft = std::move(draft),
                         value = std::move(value), reply = std::move(reply)]() mutable {
      if (!stored) return reply(std::unexpected(stored.error()));
      append_and_reply(plant, std::move(draft), std::move(value), std::move(reply));
    });
  });
}

void append_and_show(Plant& plant, Draft draft, std::string_view table,
                     std::function<Json(const ledger::Row&)> show, Reply reply) {
  plant.log.append(std::move(draft), Priority::lane, Reserve::no,
                   [table, show = std::move(show), reply = std::move(reply)](auto result) mutable {
                     if (!result) return reply(std::unexpected(std::move(result).error()));
                     for (const auto& change : (*result)->changes) {
                       if (change.table != table) continue;
                       Json shown = show(change.row);
                       if (!shown.has("index")) shown.set("index", (*result)->logged.entry.index);
                       return reply(std::move(shown));
                     }
                     reply(fail(ErrorCode::internal, "the entry changed nothing"));
                   });
}

}  // namespace cleangate::service
