// Result: the answer of a call that the world can refuse (no such file, not UTF-8, wrong shape).
//
// Promise   errors are values with a place and a remedy; no exception crosses a room.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tl/expected.hpp>

#include "base/span.h"

namespace keyward {

// ErrorCode: what kind of thing went wrong; closed, so that one table can map it outwards.
enum class ErrorCode : uint8_t {
  kNotFound,       // a file or a name that should exist does not
  kUnreadable,     // it exists and cannot be read
  kTooLarge,       // over a stated limit
  kInvalidUtf8,    // the bytes are not UTF-8
  kInvalidInput,   // well-formed bytes that say something wrong
  kExists,         // it is there already
  kConflict,       // someone else changed it since it was read
  kCorrupt,        // stored bytes that do not pass their check
  kVersion,        // a format that this version does not know
  kLocked,         // another process owns it
  kReadOnly,       // it cannot be written
  kNoSpace,        // disk or secure heap is full
  kFault,          // the operating system reported an error (EIO, …)
  kUnsupported,    // a library or a device at hand cannot do it
  kInvalidState,   // not in this state
  kExpired,        // its time is over
  kBadSecret,      // wrong root key, passphrase or PIN
  kBadMaterial,    // key material of the wrong length or format
  kBadCiphertext,  // not ours, cut, changed, or under another key or encryption context
  kBadSignature,   // a signature or MAC that does not verify
  kInternal,       // a fault of ours
};

// Error: a refusal with its place and, where there is one, its remedy.
struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string message;               // one sentence, without the place
  std::string file;                  // empty where no file is concerned
  std::optional<Position> position;  // in `file`
  std::string help;                  // what to do about it; may be empty
};

// Result<T>: a T or an Error.
template <typename T>
using Result = tl::expected<T, Error>;

// Fail makes the error alternative of any Result.
inline tl::unexpected<Error> Fail(ErrorCode code, std::string message, std::string file = {},
                                  std::optional<Position> position = {}, std::string help = {}) {
  return tl::unexpected<Error>(
      Error{code, std::move(message), std::move(file), position, std::move(help)});
}

}  // namespace keyward
