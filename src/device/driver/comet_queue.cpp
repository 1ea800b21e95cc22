#include "device/driver/comet_queue.h"

#include <algorithm>
#include <utility>

#include "base/limits.h"
#include "base/time.h"

namespace cleangate::device {
namespace {

constexpr std::string_view kPath = "comet";
// A command taken in its last moment still gets its answer within kDeviceTimeout + 1 s.
constexpr Milliseconds kConfirmLimit{900};

std::unexpected<Error> stopping() {
  return fail(ErrorCode::unavailable, "the server is stopping: open again once it runs");
}

}  // namespace

struct CometQueue::Poll {
  std::function<bool()> is_closed;
  Deliver deliver;
  Executor::TimerId timer = 0;
};

struct CometQueue::Command {
  Frames frames;
  Milliseconds within;
  std::function<bool()> still_wanted;
  Executor& answer_on;
  service::Barrier::Done done;
  Executor::TimerId timer = 0;

  /// The first end counts.
  void finish(Result<service::Opened> result) {
    if (!done) return;
    answer_on.post([told = std::exchange(done, nullptr), result = std::move(result)]() mutable {
      told(std::move(result));
    });
  }
};

CometQueue::CometQueue(Executor& loop, std::function<bool()> may_command)
    : loop_(loop), may_command_(std::move(may_command)) {}

void CometQueue::poll(std::string device, std::function<bool()> is_closed, Deliver deliver) {
  auto held = std::make_shared<Poll>(std::move(is_closed), std::move(deliver));
  loop_.post([this, device = std::move(device), held = std::move(held)]() mutable {
    take_poll(device, std::move(held));
  });
}

void CometQueue::open(Order order, Executor& answer_on, service::Barrier::Done done) {
  const auto within = std::min(order.within, Milliseconds(kDeviceTimeout));
  auto command = std::make_shared<Command>(
      std::move(order.frames), within, std::move(order.still_wanted), answer_on, std::move(done));
  loop_.post([this, device = std::move(order.device), command = std::move(command)]() mutable {
    take_command(device, std::move(command));
  });
}

void CometQueue::show(std::string device, Frames frames) {
  if (frames.empty()) return;
  loop_.post([this, device = std::move(device), frames = std::move(frames)]() mutable {
    Device& entry = devices_[device];
    entry.shown = std::move(frames);
    const std::uint64_t number = ++entry.shown_number;
    loop_.post_after(kDeviceTimeout, [this, device, number] {
      Device& later = devices_[device];
      if (later.shown_number == number) later.shown.clear();
    });
    meet(entry);
  });
}

void CometQueue::stop() {
  loop_.post([this] {
    stopped_ = true;
    for (auto& [id, device] : devices_) {
      if (device.poll) end_poll(device, {}, [](bool) {});
      if (!device.command) continue;
      const auto command = std::exchange(device.command, nullptr);
      loop_.cancel(command->timer);
      command->finish(stopping());
    }
  });
}

void CometQueue::take_poll(const std::string& device, std::shared_ptr<Poll> poll) {
  if (stopped_) return poll->deliver({}, [](bool) {});
  Device& entry = devices_[device];
  if (entry.poll) end_poll(entry, {}, [](bool) {});
  // The map's nodes stay where they are, and devices are never taken out.
  poll->timer = loop_.post_after(kCometHold, [this, &entry, held = poll.get()] {
    if (entry.poll.get() == held) end_poll(entry, {}, [](bool) {});
  });
  entry.poll = std::move(poll);
  meet(entry);
}

void CometQueue::take_command(const std::string& device, std::shared_ptr<Command> command) {
  if (stopped_) return command->finish(stopping());
  Device& entry = devices_[device];
  if (entry.command) {
    return command->finish(fail(ErrorCode::unavailable,
                                "another command still waits for the camera's poll; look at the "
                                "barrier before opening again"));
  }
  command->timer = loop_.post_after(command->within, [this, &entry, command] {
    if (entry.command != command) return await_confirmation(command);
    entry.command.reset();
    command->finish(fail(ErrorCode::timeout,
                         "no comet poll in time: switch on comet polling in the camera, with "
                         "this device's push address and /comet, and see that it reaches us"));
  });
  entry.command = std::move(command);
  meet(entry);
}

void CometQueue::await_confirmation(const std::shared_ptr<Command>& command) {
  command->timer = loop_.post_after(kConfirmLimit, [command] {
    command->finish(fail(ErrorCode::timeout,
                         "the command went to the camera's connection, but whether it was read is "
                         "not known: look at the barrier"));
  });
}

void CometQueue::end_poll(Device& device, CometAnswer answer,
                          std::move_only_function<void(bool)> written) {
  const auto poll = std::exchange(device.poll, nullptr);
  loop_.cancel(poll->timer);
  poll->deliver(std::move(answer), std::move(written));
}

void CometQueue::drop_unwanted(Device& device) {
  if (!device.command) return;
  const bool may = !may_command_ || may_command_();
  const bool wanted = !device.command->still_wanted || device.command->still_wanted();
  if (may && wanted) return;
  const auto command = std::exchange(device.command, nullptr);
  loop_.cancel(command->timer);
  if (!may) {
    return command->finish(
        fail(ErrorCode::denied, "the kill switch is on or cannot be read: no command goes out"));
  }
  command->finish(fail(ErrorCode::conflict, "the vehicle has left: no command goes out"));
}

/// Hands over what waits, when a poll is there to take it.
void CometQueue::meet(Device& device) {
  if (!device.poll || (!device.command && device.shown.empty())) return;
  if (device.poll->is_closed && device.poll->is_closed()) {
    return end_poll(device, {}, [](bool) {});  // to nobody; the next poll takes the command
  }
  drop_unwanted(device);
  if (!device.command) {
    if (device.shown.empty()) return;
    return end_poll(device, {false, std::exchange(device.shown, {})}, [](bool) {});
  }
  const auto command = std::exchange(device.command, nullptr);
  device.shown.clear();  // older than the command's own text
  end_poll(device, {true, std::move(command->frames)}, [this, command](bool was_written) {
    loop_.post([this, command, was_written] {
      loop_.cancel(command->timer);
      if (was_written) {
        return command->finish(service::Opened{"commanded", std::string(kPath), Json::object()});
      }
      command->finish(fail(ErrorCode::unavailable,
                           "the camera's connection broke before it took the command: look at the "
                           "barrier, then open again"));
    });
  });
}

}  // namespace cleangate::device
