#pragma once
// Commands for cameras that fetch them: a camera's poll is held until there is a command or a
// display text, at most kCometHold; a command waits for a poll, at most kDeviceTimeout. Each
// command is handed over at most once, whatever happens to the connection. Calls are thread-safe;
// all work runs on one executor, which must have stopped before this goes away.

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/executor.h"
#include "base/time.h"
#include "device/camera/vzenith/reply.h"
#include "service/ports/barrier.h"

namespace cleangate::device {

struct CometAnswer {
  bool open = false;
  std::vector<camera::vzenith::SerialFrame> serial;
};

class CometQueue {
 public:
  using Frames = std::vector<camera::vzenith::SerialFrame>;
  /// Called once for every poll; `written` must be called with whether it reached the socket.
  using Deliver =
      std::move_only_function<void(CometAnswer, std::move_only_function<void(bool written)>)>;

  /// `may_command`: asked on `loop` at the moment of delivery; false = the kill switch is on or
  /// unreadable, so the command fails as denied. May be empty.
  CometQueue(Executor& loop, std::function<bool()> may_command);

  /// A newer poll of the same device replaces the older one, which is answered empty.
  void poll(std::string device, std::function<bool()> is_closed, Deliver deliver);
  /// A command and how long it may wait for a poll (at most kDeviceTimeout).
  struct Order {
    std::string device;
    Frames frames;
    Milliseconds within;
    std::function<bool()> still_wanted;  ///< asked on `loop` at delivery; empty = always
  };
  /// Done on `answer_on` within kDeviceTimeout + 1 s. Errors: timeout (no poll came, or whether it
  /// was read is not known), unavailable (the line broke; another command waits), denied, conflict
  /// (not wanted any more).
  void open(Order order, Executor& answer_on, service::Barrier::Done done);
  /// The latest text wins; dropped when no poll comes within kDeviceTimeout.
  void show(std::string device, Frames frames);
  /// The end: every held poll is answered empty now, and later ones at once.
  void stop();

 private:
  struct Poll;
  struct Command;
  struct Device {
    std::shared_ptr<Poll> poll;
    std::shared_ptr<Command> command;  // shared with its timer and the reply's callback
    Frames shown;
    std::uint64_t shown_number = 0;
  };
  void take_poll(const std::string& device, std::shared_ptr<Poll> poll);
  void take_command(const std::string& device, std::shared_ptr<Command> command);
  void await_confirmation(const std::shared_ptr<Command>& command);
  void meet(Device& device);
  /// At the moment of delivery: the command fails when it may not or need not go out any more.
  void drop_unwanted(Device& device);
  void end_poll(Device& device, CometAnswer answer, std::move_only_function<void(bool)> written);

  Executor& loop_;
  std::function<bool()> may_command_;
  std::unordered_map<std::string, Device> devices_;  // loop_ only
  bool stopped_ = false;                             // loop_ only
};

}  // namespace cleangate::device
