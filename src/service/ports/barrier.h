#pragma once
// Barriers and displays as use cases see them: one command, one answer, never a retry.

#include <functional>
#include <string>
#include <vector>

#include "base/executor.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/result.h"
#include "base/time.h"

namespace cleangate::service {

/// LED text of up to four lines, and what the voice says.
struct DisplayText {
  std::vector<std::string> lines;
  std::string voice;
  std::string colour;  ///< green | red | amber
};

struct OpenCommand {
  std::string device;                   ///< the lane's camera
  std::string plate;                    ///< "" when none
  DisplayText display;                  ///< shown with the opening where the path allows
  Milliseconds within{kDeviceTimeout};  ///< from now; no pulse goes out later
  /// Asked on the executor that is answered, last before the command goes out; false: another
  /// vehicle has come, so it fails with conflict. Empty = always.
  std::function<bool()> still_wanted;
};
/// How far the command is proven: "commanded" (the device accepted it) or "moved" (position read
/// back).
struct Opened {
  std::string stage;
  std::string path;  ///< command | comet
  Json detail;
};

class Barrier {
 public:
  using Done = std::move_only_function<void(Result<Opened>)>;
  virtual ~Barrier() = default;
  /// By the device's own command path (barrierGate, comet poll, openStrobe). Thread-safe; answers
  /// once on `answer_on` within kDeviceTimeout + 1 s. Errors: unavailable, denied, timeout,
  /// conflict (not wanted any more): the barrier did not open as far as we know; the caller never
  /// tries again by itself.
  virtual void open(OpenCommand command, Executor& answer_on, Done done) = 0;
  /// Shows a text without opening; best effort, never waited for.
  virtual void show(const std::string& device, DisplayText text) = 0;
};

}  // namespace cleangate::service
