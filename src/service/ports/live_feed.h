#pragma once
// Live push: every committed entry that a screen cares for, as a message.

#include <cstdint>

#include "base/json.h"

namespace cleangate::service {

class LiveFeed {
 public:
  virtual ~LiveFeed() = default;
  /// Thread-safe, returns at once. `index`: the entry's, by which clients resume.
  virtual void passage_changed(std::uint64_t index, const Json& passage) = 0;
  /// To the boards: an arrival, or a whole new state.
  virtual void board(const Json& message) = 0;
  /// To the consoles: what a guard must know now, with text {zh,en}. Not resumed: a console that
  /// comes later is told of what still lasts only.
  virtual void alert(const Json& alert) = 0;
};

}  // namespace cleangate::service
