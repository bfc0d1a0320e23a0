// ExitStatus: how the command ends.
#pragma once

namespace keyward::cli {

enum ExitStatus : int {
  kYes = 0,         // yes, or clean
  kNo = 1,          // findings, an expectation that is not met, failed tests
  kWrongInput = 2,  // the command or a file to be read is wrong or unreadable
  kOurFault = 3,
};

}  // namespace keyward::cli
