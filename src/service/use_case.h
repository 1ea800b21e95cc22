#pragma once
// Small helpers of the use cases: checked members of a request body, and drafts. Pure.

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>

#include "service/plant.h"

namespace cleangate::service {

inline constexpr std::size_t kMaxNameBytes = 120;
inline constexpr std::size_t kMaxNoteBytes = 600;

/// A string member; "" when missing or null. Errors: invalid, naming the member.
[[nodiscard]] Result<std::string> optional_text(const Json& body, std::string_view key,
                                                std::size_t limit = kMaxNameBytes);
[[nodiscard]] Result<std::string> required_text(const Json& body, std::string_view key,
                                                std::size_t limit = kMaxNameBytes);
/// One of the words. Errors: invalid, listing them.
[[nodiscard]] Result<std::string> one_of(const Json& body, std::string_view key,
                                         std::initializer_list<std::string_view> words,
                                         std::string_view fallback = "");
/// 1–64 of letters, digits, '-', '_'.
[[nodiscard]] Result<std::string> required_id(const Json& body);
/// RFC 3339; empty stays empty.
[[nodiscard]] Result<std::string> optional_time(const Json& body, std::string_view key);
[[nodiscard]] Result<void> must_be_object(const Json& body);
/// An object with no other members: a misspelt `valid_to` must not become "for ever".
[[nodiscard]] Result<void> only_members(const Json& body,
                                        std::initializer_list<std::string_view> known);

/// {min,max,source} as an entry's `stage` field has it; not for an unknown stage.
[[nodiscard]] Json stage_json(const vehicle::Facts& facts);
[[nodiscard]] Draft make_draft(Plant& plant, ledger::Kind kind, const Actor& actor);
/// A configuration entry: `subject`/`key` now reads `value` (null = removed).
[[nodiscard]] Draft configuration(Plant& plant, std::string_view subject, std::string_view key,
                                  const Json& value, const Actor& actor,
                                  std::string_view reason = "");
/// Appends and answers `value` once durable, with the entry's `index` when it is an object.
void append_and_reply(Plant& plant, Draft draft, Json value, Reply reply,
                      Reserve reserve = Reserve::no);

/// Appends and answers what `show` makes of the row that the entry put into `table`.
void append_and_show(Plant& plant, Draft draft, std::string_view table,
                     std::function<Json(const ledger::Row&)> show, Reply reply);

/// What a change of access does in ops.db, on the ops thread.
using Store = std::move_only_function<Result<void>(OpsStore&)>;
/// What is given comes after the entry: a change that the log refuses has no effect.
void append_then_store(Plant& plant, Draft draft, Json value, Store store, Reply reply);
/// What is taken away goes first: it is gone also when the log refuses.
void store_then_append(Plant& plant, Store store, Draft draft, Json value, Reply reply);

}  // namespace cleangate::service
